import { spawnSync } from 'node:child_process';
import { expect, test, type Browser, type Page } from 'playwright/test';
import { z } from 'zod';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { newPermit, projectForm, rebarForm, report } from '#tests/support/disclosing.ts';
import { installPackages } from '#tests/support/programs.ts';
import { scripted } from '#tests/support/scripted.ts';
import { enter } from '#tests/support/signing-in.ts';

const main = (page: Page) => page.getByRole('main');
const item = '钢筋检验试验汇总评价';

/** A project whose parties have accounts; its address, and its name. */
async function register(browser: Browser, baseURL = ''): Promise<{ project: string; estate: string }> {
  const page = await enter(browser, 'wuhan');
  const estate = `场景小区${String(Date.now() % 10_000_000)}`;
  const answer = await page.request.post('/desk/projects/new?/save', {
    form: projectForm(newPermit(), estate),
    headers: { origin: baseURL, accept: 'text/html' },
    maxRedirects: 0
  });
  const project = /projects\/([a-z0-9]+)/.exec(answer.headers().location ?? '')?.[1] ?? '';
  expect(project, await answer.text()).not.toBe('');
  await page.context().close();
  return { project, estate };
}

/** From the queue to the case, as a person finds it. */
async function open(page: Page, project: string): Promise<void> {
  await page.goto(`/desk/disclosures?project=${project}&todo=all`);
  await page.getByRole('link', { name: new RegExp(`办理“${item}”`) }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(item);
  await scripted(page);
}

async function fillFacts(page: Page, facts: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(facts)) {
    if (name === 'facts.conclusion') await page.locator(`[name="${name}"][value="${value}"]`).check();
    else await page.locator(`[name="${name}"]`).fill(value);
  }
}

const program = '/usr/bin/python3';
const read = z.object({
  bozo: z.boolean(),
  titles: z.array(z.string()),
  links: z.array(z.string()),
  second: z.number()
});

/** What a feed reader that others wrote finds at an address, and what it is answered the second time. */
function readFeed(address: string) {
  const knows = () => spawnSync(program, ['-c', 'import feedparser']).status === 0;
  const there = knows() || (installPackages(['python3-feedparser'], 'to read the feeds') && knows());
  expect(there, 'python3-feedparser').toBe(true);
  const script = `import feedparser, json, sys
first = feedparser.parse(sys.argv[1])
second = feedparser.parse(sys.argv[1], etag=first.get('etag'), modified=first.get('modified'))
print(json.dumps({'bozo': bool(first.bozo), 'titles': [e.title for e in first.entries],
  'links': [e.link for e in first.entries], 'second': second.status}))`;
  const { stdout, stderr } = spawnSync(program, ['-c', script, address], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return read.parse(JSON.parse(stdout));
}

async function verify(page: Page, buffer: Buffer): Promise<void> {
  await page.goto('/verify');
  await scripted(page);
  await page
    .getByLabel('把文件拖到这里')
    .setInputFiles({ name: '报告.pdf', mimeType: 'application/pdf', buffer });
  await expect(page).toHaveURL(/hash=[0-9a-f]{64}$/);
}

test('from the developer’s plan to the public: returned once, confirmed, published, read, fed and verified', async ({
  browser,
  baseURL
}) => {
  test.setTimeout(600_000);
  const { project, estate } = await register(browser, baseURL);
  const file = report(`reinforcement tests of ${estate.slice(4)}`);

  const developer = await enter(browser, 'company', `/desk/projects/${project}/plan`);
  await expect(main(developer).getByText('建设单位还没有确认过计划')).toBeVisible();
  await developer.getByRole('button', { name: '确认并公开计划' }).click();
  await expect(developer.getByText('计划已确认，公众现在可以看到。')).toBeVisible();
  await expect(developer.getByText('计划与规定一致')).toBeVisible();

  await open(developer, project);
  await fillFacts(developer, rebarForm);
  await developer.getByRole('button', { name: /^选择文件/ }).setInputFiles({
    name: '钢筋检测报告.pdf',
    mimeType: 'application/pdf',
    buffer: file
  });
  await developer.getByLabel('文字说明').fill('钢筋检测报告扫描件');
  await developer.getByRole('button', { name: '保存并提交复核' }).click();
  await expect(developer.getByText('已提交，等待复核。')).toBeVisible();

  const engineer = await enter(browser, 'supervisor', '/desk/disclosures');
  await engineer.getByRole('link', { name: /^待复核/ }).click();
  await expect(engineer.getByText(estate).first()).toBeVisible();
  await open(engineer, project);
  await expect(main(engineer).getByText('GJ-2026-001 至 GJ-2026-034')).toBeVisible();
  // single keys move, and never act by themselves; in a field they are letters
  await engineer.keyboard.press('r');
  const reason = engineer.getByLabel('退回原因');
  await expect(reason).toBeFocused();
  await engineer.keyboard.type('arrange 报告编号');
  await expect(reason).toHaveValue('arrange 报告编号');
  await reason.fill('报告编号与附件不一致');
  await engineer.getByRole('button', { name: '退回修改' }).click();
  await expect(engineer.getByText('已退回，填报单位会收到提醒。')).toBeVisible();

  await open(developer, project);
  await expect(main(developer).getByText('报告编号与附件不一致').first()).toBeVisible();
  await fillFacts(developer, { 'facts.report_numbers': 'GJ-2026-001 至 GJ-2026-035' });
  await developer.getByRole('button', { name: '保存并提交复核' }).click();
  await expect(developer.getByText('已提交，等待复核。')).toBeVisible();

  await open(engineer, project);
  await engineer.keyboard.press('?');
  await expect(engineer.getByRole('dialog')).toContainText('键盘快捷键');
  await engineer.keyboard.press('Escape');
  await engineer.keyboard.press('a');
  await expect(engineer.getByRole('button', { name: '确认无误' })).toBeFocused();
  await engineer.keyboard.press('Enter');
  await expect(engineer.getByText('已确认，等待建设单位发布。')).toBeVisible();

  const reader = await (await browser.newContext()).newPage();
  const feed = `${baseURL ?? ''}/feeds/projects/${project}.rss`;
  expect(readFeed(feed).titles.join()).not.toContain(item);

  await open(developer, project);
  await expect(main(developer).getByText('发布后公众立即可见，不能再修改')).toBeVisible();
  await developer.getByRole('button', { name: '发布', exact: true }).click();
  await expect(developer.getByText('已发布，公众现在可以看到。')).toBeVisible();
  const slug = developer.url().replace(/^.*\/desk\/disclosures\/([a-z0-9]+).*$/, '$1');

  await reader.goto(`/disclosures/${slug}`);
  await expect(main(reader).getByText('GJ-2026-001 至 GJ-2026-035')).toBeVisible();
  await expect(main(reader).getByText('钢筋检测报告扫描件')).toBeVisible();

  const told = readFeed(feed);
  expect(told).toMatchObject({ bozo: false, second: 304 });
  expect(told.titles.join()).toContain(item);
  expect(told.links.join()).toContain(`/disclosures/${slug}`);

  await verify(reader, file);
  await expect(main(reader).getByText('一致，现行有效')).toBeVisible();
  await expect(main(reader).getByText(estate).first()).toBeVisible();
  const altered = Buffer.from(file);
  altered.writeUInt8(altered.readUInt8(altered.length - 10) ^ 1, altered.length - 10);
  await verify(reader, altered);
  await expect(main(reader).getByText('没有公示持有这份文件')).toBeVisible();
});

test('single keys can be turned off', async ({ browser }) => {
  const page = await enter(browser, 'company', '/desk/disclosures');
  const first = page.locator('[data-row]').first();
  await page.keyboard.press('j');
  await expect(first).toBeFocused();
  await page.keyboard.press('?');
  await page.getByRole('button', { name: '停用单键快捷键' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await scripted(page);
  await page.keyboard.press('j');
  await expect(first).not.toBeFocused();
});

test('no barrier on the desk of a company', async ({ browser, baseURL }) => {
  test.setTimeout(600_000);
  const { project } = await register(browser, baseURL);
  const page = await enter(browser, 'company');
  await open(page, project);
  const draft = new URL(page.url()).pathname;
  const paths = [
    '/desk',
    '/desk/disclosures',
    draft,
    '/desk/disclosures/import',
    '/desk/plans',
    `/desk/projects/${project}/plan`
  ];
  for (const path of paths) await expectNoBarriersAt(page, path);
});
