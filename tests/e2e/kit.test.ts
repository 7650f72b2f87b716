import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type APIRequestContext, type Page } from 'playwright/test';
import { z } from 'zod';
import { unpack } from '#tests/support/archives.ts';
import { expectNoBarriers, expectNoBarriersAt } from '#tests/support/barriers.ts';

const rows = z.array(z.object({ project: z.string() }));

/** The kit of a project that has documents, unpacked as a person does, and the archive itself. */
async function download(request: APIRequestContext, folder: string) {
  const documents = rows.parse(await (await request.get('/open/documents.json')).json());
  const slug = documents[0]?.project ?? '';
  const bytes = await (await request.get(`/projects/${slug}/kit.zip`)).body();
  writeFileSync(join(folder, 'kit.zip'), bytes);
  await unpack(bytes, folder);
  return { archive: join(folder, 'kit.zip'), kit: join(folder, `sunlit-${slug}`) };
}

const verdict = (page: Page) => page.locator('#verdict');
const open = (page: Page, kit: string) => page.goto(pathToFileURL(join(kit, 'verify.html')).href);
const choose = (page: Page, folder: string) => page.locator('#folder').setInputFiles(folder);

test.describe('the page of a kit, from a file and without network', () => {
  let folder: string;
  let kit: string;
  let archive: string;
  let asked: string[] = [];
  test.beforeEach(async ({ request, page, context }) => {
    folder = mkdtempSync(join(tmpdir(), 'sunlit-kit-'));
    ({ archive, kit } = await download(request, folder));
    await context.setOffline(true);
    asked = [];
    page.on('request', (one) => asked.push(one.url()));
  });
  test.afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  });

  test('sees that log, proofs, files and tables are as they were, in both languages', async ({ page }) => {
    await open(page, kit);
    await expect(verdict(page)).toHaveAttribute('data-state', 'open');
    await expect(verdict(page)).toContainText('日志与证明相符');
    await choose(page, kit);
    await expect(verdict(page)).toHaveAttribute('data-state', 'good');
    await expect(page.locator('.result')).toHaveCount(5);
    await expect(page.locator('.result.good')).toHaveCount(5);
    await page.getByRole('button', { name: 'English' }).click();
    await expect(verdict(page)).toContainText('All is as it was');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('heading', { name: 'What it does not prove' })).toBeVisible();

    const key = (await page.locator('section code').first().textContent()) ?? '';
    await page.getByLabel(/Paste the public key/).fill(` ${key} `);
    await expect(page.locator('#key-said')).toHaveText('the same as in this kit');
    await page.getByLabel(/Paste the public key/).fill(key.replace(/.$/, 'A='));
    await expect(page.locator('#key-said')).toHaveText('not the one of this kit');
  });

  test('takes the archive itself, and names an altered, a missing and a foreign file', async ({ page }) => {
    await open(page, kit);
    await page.locator('#files').setInputFiles(archive);
    await expect(verdict(page)).toHaveAttribute('data-state', 'good');

    const [first = '', second = ''] = readdirSync(join(kit, 'documents'));
    const path = join(kit, 'documents', first);
    const bytes = readFileSync(path);
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    rmSync(join(kit, 'documents', second));
    writeFileSync(join(kit, 'documents', 'foreign.pdf'), 'x');
    await choose(page, kit);
    await expect(verdict(page)).toHaveAttribute('data-state', 'bad');
    await expect(page.getByRole('row', { name: first })).toContainText('已被改动');
    await expect(page.getByRole('row', { name: second })).toContainText('没有选到');
    await expect(page.getByRole('row', { name: 'foreign.pdf' })).toContainText('不在清单里');
  });

  test('names an entry whose words were altered, and a table that says something else', async ({ page }) => {
    const html = readFileSync(join(kit, 'verify.html'), 'utf8');
    const altered = html.replace('\\"days_late\\":0', '\\"days_late\\":1');
    expect(altered === html).toBe(false);
    writeFileSync(join(kit, 'verify.html'), altered);
    await open(page, kit);
    await expect(verdict(page)).toHaveAttribute('data-state', 'bad');
    await expect(page.locator('.result.bad').first()).toContainText(/第 \d+ 条与日志不符/);

    writeFileSync(join(kit, 'verify.html'), html);
    const table = join(kit, 'data/disclosures.json');
    const told = readFileSync(table, 'utf8');
    writeFileSync(table, told.replace(/"facts":\{"/, '"facts":{"x":1,"'));
    await open(page, kit);
    await choose(page, kit);
    await expect(verdict(page)).toHaveAttribute('data-state', 'bad');
    await expect(page.locator('.result.bad')).toHaveCount(2);
  });

  test('says so where the checkpoint was signed with another key', async ({ page }) => {
    const html = readFileSync(join(kit, 'verify.html'), 'utf8');
    const forged = html.replace(
      /(\+[0-9a-f]{8}\+A)(.)/,
      (_, start: string, letter: string) => start + (letter === 'A' ? 'B' : 'A')
    );
    expect(forged === html).toBe(false);
    writeFileSync(join(kit, 'verify.html'), forged);
    await open(page, kit);
    await expect(page.locator('.result.bad').first()).toContainText('签名不对');
  });

  test('has no barrier', async ({ page }) => {
    await open(page, kit);
    await choose(page, kit);
    await expect(verdict(page)).toHaveAttribute('data-state', 'good');
    await expectNoBarriers(page, 'verify.html');
  });
});

test('snapshots are listed, each with its files, and the project page leads to its kit', async ({
  page,
  request
}) => {
  const list = z.object({ snapshots: z.array(z.object({ name: z.string() })) });
  const names = async () =>
    list.parse(await (await request.get('/open/snapshots.json')).json()).snapshots.map(({ name }) => name);
  await expect.poll(async () => (await names()).length, { timeout: 120_000 }).toBeGreaterThan(0);
  const [name = ''] = await names();
  await expectNoBarriersAt(page, '/open/snapshots');
  await expectNoBarriersAt(page, `/open/snapshots/${name}`);
  await page.goto('/open/snapshots');
  await page.locator(`a[href="/open/snapshots/${name}"]`).click();
  await expect(page.getByRole('link', { name: 'manifest.json' })).toBeVisible();
});
