import { expect, test } from 'playwright/test';
import { expectNoBarriers } from '#tests/support/barriers.ts';

const pages = [
  { path: '/feeds', title: '数据与订阅', feed: '武汉市（RSS）' },
  { path: '/en/feeds', title: 'Data and feeds', feed: 'Wuhan (RSS)' }
];

for (const { path, title, feed } of pages) {
  test(`no barrier on ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expectNoBarriers(page, path);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });
    test(`${path} leads to feeds`, async ({ page, request }) => {
      await page.goto(path);
      const href = await page.getByRole('link', { name: feed }).getAttribute('href');
      const answer = await request.get(href ?? '');
      expect(answer.headers()['content-type']).toContain('application/rss+xml');
    });
  });
}
