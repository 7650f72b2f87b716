import { expect, test, type Page } from 'playwright/test';
import { z } from 'zod';
import { expectNoBarriersAt, expectNoBarriersOnPhoneAt } from '#tests/support/barriers.ts';
import { firstLinkAt, linksAt } from '#tests/support/links.ts';
import { scripted } from '#tests/support/scripted.ts';
import { signIn } from '#tests/support/signing-in.ts';

const main = (page: Page) => page.getByRole('main');
const feed = z.object({
  items: z.array(z.object({ _sunlit: z.object({ facts: z.looseObject({ finding: z.string() }) }) }))
});

/** A finding of the demonstration with photos and a repair. */
async function withPhotos(page: Page): Promise<string> {
  const response = await page.request.get('/feeds/kinds/rectification.verified.json');
  const [first] = feed.parse(await response.json()).items;
  return first?._sunlit.facts.finding ?? '';
}

test('a reader narrows the list, opens a finding and looks at its photos', async ({ page }) => {
  await page.goto('/findings');
  const count = main(page).getByRole('status').first();
  await expect(count).toContainText('件核查发现');
  await main(page)
    .getByRole('link', { name: /^全部相符/ })
    .click();
  await expect(page).toHaveURL(/outcome=matched/);
  await expect(main(page).getByRole('listitem').filter({ hasText: '全部相符' }).last()).toBeVisible();

  await page.goto(`/findings/${await withPhotos(page)}`);
  await scripted(page);
  const photo = main(page)
    .getByRole('link', { name: /示范图片/ })
    .first();
  await photo.click();
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(main(page).getByRole('heading', { name: '整改', exact: false }).first()).toBeVisible();
});

test('the map shows findings where the address asks for them, and a list beside it', async ({ page }) => {
  await page.goto('/');
  await scripted(page);
  await main(page).getByRole('link', { name: '在地图上显示核查发现' }).click();
  await expect(page).toHaveURL(/findings=yes/);
  await expect(main(page).getByText(/地图上有 \d+ 件核查发现/)).toBeVisible();
  await expect(main(page).getByRole('list', { name: '图例' })).toBeVisible();
  await expect(page.locator('.map-pin .map-finding').first()).toBeVisible();
  await main(page).getByRole('link', { name: '用列表查看' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('现场核查发现');
});

for (const name of ['list', 'finding'] as const) {
  test(`nothing stands in the way of anybody on a phone: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 800 });
    await expectNoBarriersAt(page, name === 'list' ? '/findings' : `/findings/${await withPhotos(page)}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}

test('nothing stands in the way of whoever makes a finding or a visit a complaint', async ({ page }) => {
  test.setTimeout(60_000);
  await signIn(page, 'deputy');
  const visits = '/account/visits';
  const finding = await firstLinkAt(page, visits, 'main a[href^="/account/findings/"]');
  // what is asked of whom one made a finding is a whole sentence, which is longer in English than a phone is wide
  await expectNoBarriersOnPhoneAt(page, `/en${finding}`);
  await expectNoBarriersOnPhoneAt(page, await firstLinkAt(page, finding, 'main a[href$="/complaint"]'));
  // the last of the list is long over; of one to come there is nothing to complain about yet
  const visit = (await linksAt(page, visits, 'main a[href^="/account/visits/"]')).at(-1) ?? '';
  await expectNoBarriersOnPhoneAt(page, `/en${await firstLinkAt(page, visit, 'main a[href$="/complaint"]')}`);
});
