import { expect, test, type Page } from 'playwright/test';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { firstLinkAt } from '#tests/support/links.ts';

/** A company, a bureau and a finished work of a city that no other test writes to: demonstration data. */
const addresses = (page: Page): Promise<string[]> =>
  Promise.all([
    firstLinkAt(page, '/projects?city=420200&stage=completion', 'main a[href^="/projects/"]'),
    firstLinkAt(page, '/organizations?kind=company', 'main th a'),
    firstLinkAt(page, '/organizations?kind=bureau', 'main th a')
  ]);

test('no barrier on the pages of divisions, organizations and works', async ({ page }) => {
  test.setTimeout(400_000);
  const found = await addresses(page);
  const catalogue = ['/disclosures/catalogue', '/disclosures/catalogue/indoor_environment'];
  for (const path of ['/divisions', '/divisions/420100', '/organizations', ...catalogue, ...found])
    await expectNoBarriersAt(page, path);
});

test('a work is told without a script: timeline, table, parties, place', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const [project = ''] = await addresses(page);
  await page.goto(project);
  await expect(page.getByRole('img', { name: /节点时间图/ })).toBeVisible();
  await page.locator('summary', { hasText: '节点日期表' }).click();
  await expect(page.getByRole('rowheader', { name: '主体结构分部验收' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: '建设单位' })).toBeVisible();
  await page.locator('main a[href^="/organizations/"]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('示范');
  await context.close();
});

test('marks stand in the order of their days', async ({ page }) => {
  const [project = ''] = await addresses(page);
  await page.goto(project);
  const places = await page
    .getByRole('img', { name: /节点时间图/ })
    .locator('path.fill-base-100')
    .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().left));
  expect(places.length).toBeGreaterThan(5);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('on paper a work has its name, its warning and its address, and no chrome', async ({ page }) => {
  const [project = ''] = await addresses(page);
  await page.goto(project);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(new URL(page.url()).pathname)).toBeVisible();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeHidden();
  await expect(page.getByRole('link', { name: '高德地图' })).toBeHidden();
  await expect(page.getByText('示范数据').first()).toBeVisible();
  // the drawing has no dates: on paper the table under it is open
  await expect(page.getByRole('rowheader', { name: '主体结构分部验收' })).toBeVisible();
});
