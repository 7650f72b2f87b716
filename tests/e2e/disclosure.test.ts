import { execFileSync } from 'node:child_process';
import { expect, test, type Browser, type Page } from 'playwright/test';
import { pdf } from '#lib/documents/fixtures.ts';

const main = (page: Page) => page.getByRole('main');

/** Each role in a browser of its own. */
async function as(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto('/account/sign-in');
  await expect(page.locator('form[id]').first()).toBeVisible();
  await page.getByLabel('邮箱').fill(`${name}@example.org`);
  await page.getByLabel('密码', { exact: true }).fill('sunlit-demo-2026');
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  return page;
}

async function caseLinks(page: Page, search: string): Promise<string[]> {
  await page.goto(`/desk/disclosures?size=100${search}`);
  const links = await main(page).locator('a[href^="/desk/disclosures/"]').all();
  const paths = await Promise.all(links.map((link) => link.getAttribute('href')));
  return paths.flatMap((path) => (path && /^\/desk\/disclosures\/[a-z0-9]{10}$/.test(path) ? [path] : []));
}

/** The plainest value of each field of the item's facts. */
async function fillFacts(page: Page): Promise<void> {
  for (const field of await page.locator('#draft [name^="facts."]').all()) {
    const kind = await field.evaluate((it) =>
      it instanceof HTMLSelectElement
        ? 'select'
        : it instanceof HTMLTextAreaElement
          ? 'textarea'
          : it.getAttribute('type')
    );
    if (kind === 'select') await field.selectOption({ index: 1 });
    else if (kind === 'radio') await field.check();
    else if (kind === 'date') await field.fill('2026-01-10');
    else if (kind === 'textarea') continue;
    else if ((await field.getAttribute('inputmode')) !== null || kind === 'number') await field.fill('1');
    else await field.fill('示范内容');
  }
}

async function step(page: Page, act: string, reason?: string): Promise<void> {
  const box = page.locator(`[data-act="${act}"]`);
  if ((await box.evaluate((it) => it.tagName)) === 'DETAILS') await box.locator('summary').click();
  if (reason) await box.getByRole('textbox').first().fill(reason);
  const checked = box.getByRole('checkbox');
  if ((await checked.count()) > 0) await checked.first().check();
  await box.getByRole('button').first().click();
  await expect(main(page).getByRole('status').first()).toBeVisible();
}

test('a record goes from the developer past the engineer to the public, a feed reader and whoever checks the file', async ({
  browser,
  page: reader,
  baseURL
}) => {
  test.setTimeout(180_000);
  const developer = await as(browser, 'company');
  const engineer = await as(browser, 'supervisor');
  const mine = await caseLinks(developer, '&todo=begin');
  const theirs = new Set(await caseLinks(engineer, ''));
  const path = mine.find((one) => theirs.has(one)) ?? '';
  expect(path, 'something that both take part in waits to be begun').not.toBe('');

  // the developer supplies facts and a document
  const bytes = pdf({ pages: [`Scenario ${String(Date.now())}`] });
  await developer.goto(path);
  await developer.waitForLoadState('networkidle');
  await fillFacts(developer);
  await developer
    .locator('#draft input[type="file"]')
    .first()
    .setInputFiles({
      name: 'scenario.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(bytes)
    });
  await expect(main(developer).getByText('scenario.pdf').first()).toBeVisible();
  await developer.waitForLoadState('networkidle');
  await developer.locator('#draft').getByRole('button', { name: '提交复核' }).click();
  await expect(developer.locator('[data-act="recall"]')).toBeVisible();

  // the engineer returns it once, and confirms it then
  await engineer.goto(path);
  await engineer.waitForLoadState('networkidle');
  await step(engineer, 'return', '报告编号与附件不一致，请核对');
  await developer.goto(path);
  await expect(main(developer).getByText('报告编号与附件不一致，请核对').first()).toBeVisible();
  await developer.waitForLoadState('networkidle');
  await developer.locator('#draft').getByRole('button', { name: '提交复核' }).click();
  await expect(developer.locator('[data-act="recall"]')).toBeVisible();
  await engineer.goto(path);
  await engineer.waitForLoadState('networkidle');
  await step(engineer, 'confirm');

  // it is published, and the public reads it
  await developer.goto(path);
  await developer.waitForLoadState('networkidle');
  await step(developer, 'publish');
  const publicPath = path.replace('/desk', '');
  await reader.goto(publicPath);
  await expect(main(reader).getByText('scenario.pdf').first()).toBeVisible();
  const project = await reader.locator('a[href^="/projects/"]').first().getAttribute('href');

  // a feed reader gets it, and nothing the second time
  const feed = `${baseURL ?? ''}/feeds${project ?? ''}.rss`;
  const script = `import sys, json, feedparser
first = feedparser.parse(sys.argv[1])
again = feedparser.parse(sys.argv[1], etag=first.get('etag'), modified=first.get('modified'))
print(json.dumps({'bozo': bool(first.bozo), 'links': [e.link for e in first.entries], 'again': again.status}))`;
  const read: unknown = JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', script, feed], { encoding: 'utf8' })
  );
  expect(read).toMatchObject({ bozo: false, again: 304 });
  expect(JSON.stringify(read)).toContain(publicPath);

  // whoever has the file can check it, and one byte is enough to tell
  const check = async (buffer: Uint8Array) => {
    await reader.goto('/verify');
    await reader.waitForLoadState('networkidle');
    await reader
      .locator('input[type="file"]')
      .setInputFiles({ name: 'copy.pdf', mimeType: 'application/pdf', buffer: Buffer.from(buffer) });
    await reader.waitForURL(/hash=/);
  };
  await check(bytes);
  await expect(main(reader).locator(`a[href^="${publicPath}"]`).first()).toBeVisible();
  const altered = Uint8Array.from(bytes);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  await check(altered);
  await expect(main(reader).locator(`a[href^="${publicPath}"]`)).toHaveCount(0);
});
