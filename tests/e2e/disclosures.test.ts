import { expect, test, type Page } from 'playwright/test';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { firstLinkAt, linksAt } from '#tests/support/links.ts';
import { scripted } from '#tests/support/scripted.ts';

const first = (page: Page, path: string): Promise<string> =>
  firstLinkAt(page, path, 'main h2 a[href*="/disclosures/"]');

/** What the demonstration data holds: something overdue, of a project; what is owed is reckoned within a minute. */
async function addresses(page: Page): Promise<string[]> {
  await expect(async () => {
    expect(await first(page, '/disclosures?status=overdue')).not.toBe('');
  }).toPass({ timeout: 240_000, intervals: [3_000] });
  const overdue = await first(page, '/disclosures?status=overdue');
  const any = await first(page, '/disclosures?status=all');
  const project = (await linksAt(page, overdue, 'main a[href^="/projects/"]')).at(-1) ?? '';
  return [
    '/disclosures',
    '/disclosures?status=overdue&sort=due',
    overdue,
    any,
    `${any}/board`,
    `${any}/wechat`,
    project,
    project.replace(/disclosures$/, 'board'),
    '/divisions/420000/disclosures',
    '/divisions/420200/disclosures'
  ];
}

test('no barrier on the pages of disclosures', async ({ page }) => {
  test.setTimeout(900_000);
  for (const path of await addresses(page)) await expectNoBarriersAt(page, path);
});

test('what is missing is found from the home page without a script', async ({ browser }) => {
  test.setTimeout(400_000);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await addresses(page);
  await page.goto('/');
  await page
    .getByRole('region', { name: /应公示未公示/ })
    .getByRole('link', { name: /全部应公示未公示/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('应公示未公示清单');
  await page.locator('main h2 a').first().click();
  await expect(page.getByText(/至今没有公示，已逾期 \d+ 天/)).toBeVisible();
  await expect(page.getByRole('heading', { name: '谁负责' })).toBeVisible();
  await context.close();
});

test('the heat map keeps its head and first column in sight, and is reached by keyboard', async ({
  page
}) => {
  test.setTimeout(400_000);
  await addresses(page);
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto('/divisions/420100/disclosures');
  const map = page.getByRole('region', { name: /项目 × 事项/ });
  await map.focus();
  await expect(map).toBeFocused();
  await map.evaluate((box) => box.scrollTo(400, 200));
  const [box, name, head] = await Promise.all([
    map.boundingBox(),
    map.locator('tbody th').nth(5).boundingBox(),
    map.locator('thead th').nth(4).boundingBox()
  ]);
  expect(Math.abs((name?.x ?? -99) - (box?.x ?? 0))).toBeLessThan(4);
  expect(Math.abs((head?.y ?? -99) - (box?.y ?? 0))).toBeLessThan(4);
});

test('a citation is copied whole', async ({ page, context }) => {
  test.setTimeout(400_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const [, , overdue = ''] = await addresses(page);
  await page.goto(overdue);
  await scripted(page);
  await page.getByRole('button', { name: '复制引用' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已复制' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(overdue);
});

test('a board on paper has no chrome', async ({ page }) => {
  test.setTimeout(400_000);
  const found = await addresses(page);
  await page.goto(found[7] ?? '');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('img', { name: /^二维码/ }).first()).toBeVisible();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeHidden();
  await expect(page.getByRole('button', { name: /打印/ })).toBeHidden();
});
