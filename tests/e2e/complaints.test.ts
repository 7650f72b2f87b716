import { expect, test, type Page } from 'playwright/test';
import { z } from 'zod';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { scripted } from '#tests/support/scripted.ts';

/** Complaints as everyone reads them, of the demonstration: there is one in every state. */

const main = (page: Page) => page.getByRole('main');
const feed = z.object({
  items: z.array(
    z.object({
      _sunlit: z.object({ facts: z.looseObject({ complaint: z.string(), title: z.string().optional() }) })
    })
  )
});

async function newest(page: Page, kind: string) {
  const response = await page.request.get(`/feeds/kinds/complaint.${kind}.json`);
  const [first] = feed.parse(await response.json()).items;
  if (!first) throw new Error(`the demonstration has no complaint ${kind}`);
  return first._sunlit.facts;
}

test('a reader narrows the list, and learns of a complaint what was found and what came of it', async ({
  page
}) => {
  await page.goto('/');
  await scripted(page);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '投诉' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('投诉办理公开');
  await expect(main(page).getByRole('link', { name: '我要投诉' })).toHaveAttribute('href', '/complaints/new');
  await expect(main(page).getByRole('status').first()).toContainText('件公开的投诉');
  await main(page)
    .getByRole('link', { name: /^已结束/ })
    .click();
  await expect(page).toHaveURL(/group=ended/);
  const { title = '' } = await newest(page, 'closed');
  await main(page).getByRole('searchbox').fill(title);
  await main(page).getByRole('button', { name: '应用筛选' }).click();
  await expect(page).toHaveURL(/q=/);
  await main(page).getByRole('link', { name: title }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  for (const name of ['办理结果', '办理过程', '各步期限与依据'])
    await expect(main(page).getByRole('heading', { name })).toBeVisible();
  await expect(main(page).getByText('查出了什么')).toBeVisible();
});

test('the map shows complaints where the address asks for them, and leads to one', async ({ page }) => {
  await page.goto('/');
  await scripted(page);
  await main(page).getByRole('link', { name: '在地图上显示投诉' }).click();
  await expect(page).toHaveURL(/complaints=yes/);
  await expect(main(page).getByText(/地图上有 \d+ 件投诉/)).toBeVisible();
  await expect(page.locator('.map-pin .map-complaint').first()).toBeVisible();
  await page.locator('.map-pin .map-complaint').first().dispatchEvent('click');
  await main(page).getByRole('status').getByRole('link', { name: /（C\d/ }).first().click();
  await expect(page).toHaveURL(/\/complaints\/[a-z0-9]+$/);
});

test('the list and a complaint need no scripts', async ({ browser, baseURL }) => {
  const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await plain.newPage();
  const { complaint, title = '' } = await newest(page, 'answered');
  await page.goto('/complaints');
  await main(page).getByRole('searchbox').fill(title);
  await main(page).getByRole('button', { name: '应用筛选' }).click();
  await main(page).getByRole('link', { name: title }).first().click();
  await expect(page).toHaveURL(new RegExp(`/complaints/${complaint}$`));
  await expect(main(page).getByRole('heading', { name: '办理过程' })).toBeVisible();
  await plain.close();
});

for (const kind of ['closed', 'overdue'] as const) {
  test(`nothing stands in the way of anybody: a complaint that is ${kind}`, async ({ page }) => {
    const { complaint } = await newest(page, kind);
    await expectNoBarriersAt(page, `/complaints/${complaint}`);
  });
}

for (const path of ['/complaints', '/complaints/figures', '/complaints/rules', '/?complaints=yes']) {
  test(`nothing stands in the way of anybody: ${path}`, async ({ page }) => {
    await expectNoBarriersAt(page, path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}
