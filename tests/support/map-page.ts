import { expect, type Page } from 'playwright/test';

/** The number in a sentence such as 共 60 个项目. */
export async function countIn(page: Page, selector: string): Promise<number> {
  const text = (await page.locator(selector).first().textContent()) ?? '';
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

export const listCount = (page: Page) => countIn(page, 'section[aria-labelledby="list"] p[role="status"]');
export const mapCount = (page: Page) => countIn(page, '[data-map-count]');

export async function openMap(page: Page, path: string) {
  const answered = page.waitForResponse((response) => response.url().includes('/map/projects'));
  await page.goto(path);
  await answered;
  await expect(page.locator('.map-pin > div').first()).toBeVisible();
}
