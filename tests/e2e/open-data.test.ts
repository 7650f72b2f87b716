import { expect, test, type Page } from 'playwright/test';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { scripted } from '#tests/support/scripted.ts';

/** Open data for people, on the demonstration. */

const main = (page: Page) => page.getByRole('main');

test('a reader finds a data set from the home page, narrows it and takes exactly that', async ({ page }) => {
  await page.goto('/');
  await main(page).getByRole('link', { name: '13 个数据集与接口' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('开放数据');
  await expect(main(page).getByRole('listitem').getByRole('heading', { level: 3 })).toHaveCount(13);
  await main(page).getByRole('heading', { name: '质量公示' }).getByRole('link').click();
  await expect(page).toHaveURL(/\/open\/disclosures$/);
  const table = main(page).getByRole('region').getByRole('table').first();
  await expect(table.getByRole('row')).toHaveCount(11);
  await scripted(page);
  await main(page).getByLabel('状态', { exact: true }).selectOption({ label: '应公示未公示' });
  await expect(page).toHaveURL(/status=overdue/);
  await expect(main(page).getByRole('status').first()).toContainText('符合条件的');
  const link = main(page).getByRole('link', { name: /（CSV）$/ });
  await expect(link).toHaveAttribute('href', '/open/disclosures.csv?status=overdue');
  const waiting = page.waitForEvent('download');
  await link.click();
  expect((await waiting).suggestedFilename()).toMatch(/disclosures.*\.csv$/);
  // a row leads to what it tells
  await table.getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/disclosures\/[a-z0-9]+$/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the filters of a data set, its figure and one’s own list of feeds work', async ({ page }) => {
    await page.goto('/open/projects');
    await main(page).getByLabel('阶段', { exact: true }).selectOption({ label: '竣工验收' });
    await main(page).getByRole('button', { name: '更新预览和下载地址' }).click();
    await expect(page).toHaveURL(/stage=completion/);
    await expect(main(page).getByRole('link', { name: /（GeoJSON）$/ })).toHaveAttribute(
      'href',
      '/open/projects.geojson?stage=completion'
    );
    await expect(main(page).locator('svg[role=img]')).toBeVisible();
    await main(page).getByText('Python', { exact: true }).click();
    await expect(main(page).getByText('urllib.request').first()).toBeVisible();

    await page.goto('/disclosures?status=overdue');
    await main(page)
      .getByRole('link', { name: /加入我的订阅清单/ })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('我的订阅清单');
    const lines = main(page).getByLabel('页面网址，每行一个');
    await expect(lines).toHaveValue('/disclosures?status=overdue');
    await lines.fill('/disclosures?status=overdue\n/divisions/420100\n/nowhere');
    await main(page).getByRole('button', { name: '生成清单' }).click();
    await expect(main(page).getByRole('row')).toHaveCount(3);
    await expect(main(page).getByText('/nowhere', { exact: true })).toBeVisible();
    await expect(main(page).getByRole('link', { name: '下载订阅清单（OPML）' })).toHaveAttribute(
      'href',
      /^\/feeds\/opml\.xml\?page=/
    );
  });
});

for (const path of [
  '/open',
  '/open/disclosures?status=overdue&colour=red',
  '/open/open_days',
  '/open/quality',
  '/open/health',
  '/feeds/mine?page=/disclosures&page=/nowhere'
])
  test(`no barrier on ${path}`, async ({ page }) => {
    await expectNoBarriersAt(page, path);
  });
