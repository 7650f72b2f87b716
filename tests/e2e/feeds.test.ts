import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';

const pages = [
  { path: '/feeds', title: '数据与订阅', feed: '武汉市（RSS）' },
  { path: '/en/feeds', title: 'Data and feeds', feed: 'Wuhan (RSS)' }
];

for (const { path, title, feed } of pages) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [375, 1280]) {
      test(`${path} is accessible in ${colorScheme} at ${width} px`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(wide).toBe(false);
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      });
    }
  }

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
