import { expect, test } from 'playwright/test';

test('the bar at the bottom of a phone stays above the map', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  const answered = page.waitForResponse((response) => response.url().includes('/map/projects'));
  await page.goto('/');
  await answered;
  const zoomIn = page.locator('.leaflet-control-zoom-in');
  await expect(zoomIn).toBeVisible();
  // the map's buttons are brought under the bar, where a hand looks for the bar
  await zoomIn.evaluate((button) => {
    window.scrollBy(0, button.getBoundingClientRect().top - (window.innerHeight - 40));
  });
  const bar = page.getByRole('navigation', { name: '底部导航' });
  const onTop = await bar.evaluate((nav) => {
    const box = nav.getBoundingClientRect();
    const xs = [0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95];
    return xs.map((share) => {
      const hit = document.elementFromPoint(box.left + box.width * share, box.top + box.height / 2);
      return hit !== null && nav.contains(hit);
    });
  });
  expect(onTop).toEqual(Array.from({ length: 7 }, () => true));
});
