import { expect, test, type Page } from 'playwright/test';
import { mapReply } from '#lib/projects/schema.ts';
import { listCount, mapCount, openMap } from '#tests/support/map-page.ts';

// The list beside the map follows the reader.

const wuhan = '/#10/30.6000/114.3000';
const list = (page: Page) => page.locator('section[aria-labelledby="list"]');
const boxOf = (page: Page) => (new URL(page.url()).searchParams.get('box') ?? '').split(',').map(Number);

/** Drags the map as a hand does, and waits for the list. */
async function drag(page: Page, x: number, y: number) {
  const before = page.url();
  const box = await page.locator('.map-box').boundingBox();
  if (!box) throw new Error('no map');
  const [fromX, fromY] = [box.x + box.width * 0.6, box.y + box.height * 0.25];
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  for (let i = 1; i <= 5; i += 1) await page.mouse.move(fromX + (x * i) / 5, fromY + (y * i) / 5);
  // held for a moment, so that the map does not glide on
  await page.waitForTimeout(150);
  await page.mouse.up();
  await expect.poll(() => page.url().split('#')[0]).not.toBe(before.split('#')[0]);
}

/** What the map would draw in the box of the address: works and clusters, counted. */
async function drawn(page: Page): Promise<number> {
  const [west = 0, south = 0, east = 0, north = 0] = boxOf(page);
  const zoom = Number(/#(\d+)/.exec(page.url())?.[1]);
  const answer = await page.request.get(
    `/map/projects?${new URLSearchParams(Object.entries({ west, south, east, north, zoom }).map(([k, v]) => [k, String(v)])).toString()}`
  );
  const { points = [] } = mapReply.parse(await answer.json());
  return points
    .filter(([, lat, lng]) => lat >= south && lat < north && lng >= west && lng < east)
    .reduce((sum, [first]) => sum + (typeof first === 'number' ? first : 1), 0);
}

test('it counts what is on the map, of all, until everything is asked for again', async ({ page }) => {
  await openMap(page, wuhan);
  const all = await listCount(page);
  await drag(page, -60, 40);
  await expect(page).toHaveURL(/[?&]box=[\d.,]+#10\//);
  await expect(list(page).getByRole('status').first()).toHaveText(
    new RegExp(`^地图范围内 \\d+ 个项目，全部 ${String(all)} 个`)
  );
  const some = await listCount(page);
  expect(some).toBeLessThan(all);
  expect(some).toBe(await drawn(page));
  // below the map stays what passes the filters, wherever it is
  expect(await mapCount(page)).toBe(all);
  await expect(page.getByRole('link', { name: /^查看完整列表/ })).toHaveAttribute('href', /\/projects\?box=/);

  await page.getByRole('button', { name: '放大' }).click();
  await expect(page).toHaveURL(/#11\//);
  await expect.poll(() => listCount(page)).toBeLessThanOrEqual(some);
  await expect.poll(async () => (await listCount(page)) - (await drawn(page))).toBe(0);

  await list(page)
    .getByRole('link', { name: `显示全部 ${String(all)} 个项目` })
    .first()
    .click();
  await expect.poll(() => listCount(page)).toBe(all);
  await expect(page).not.toHaveURL(/box=/);
});

test('it follows the keyboard, which stays on the map', async ({ page }) => {
  await openMap(page, wuhan);
  const all = await listCount(page);
  await page.locator('.map-box').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/box=/);
  await expect.poll(() => listCount(page)).toBeLessThan(all);
  expect(await page.evaluate(() => document.activeElement?.classList.contains('map-box'))).toBe(true);
});

test('its address shows the same to others, and the history does not grow', async ({ page }) => {
  await page.goto('/divisions');
  await openMap(page, wuhan);
  const all = await listCount(page);
  const length = await page.evaluate(() => history.length);
  await drag(page, -60, 40);
  await drag(page, 90, 70);
  expect(await page.evaluate(() => history.length)).toBe(length);
  const some = await listCount(page);
  expect(some).toBeLessThan(all);
  await page.reload();
  expect(await listCount(page)).toBe(some);

  // a filter narrows the part that is looked at; another city is elsewhere
  const told = page.url().split('#')[0];
  await page.getByLabel('阶段', { exact: true }).selectOption('construction');
  await expect(page).toHaveURL(/stage=construction/);
  expect(boxOf(page)).toEqual((new URL(told ?? '').searchParams.get('box') ?? '').split(',').map(Number));
  await page.getByLabel('市（州）', { exact: true }).selectOption('420600');
  await expect(page).toHaveURL(/city=420600/);
  await expect(page).not.toHaveURL(/box=/);
  await page.goBack();
  await expect(page).toHaveURL(/box=/);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/divisions$/);
});

test('it stays where it was scrolled to, and keeps its entries until others are there', async ({ page }) => {
  await openMap(page, wuhan);
  await list(page).evaluate((element) => element.scrollTo(0, 120));
  await page.evaluate(() => {
    const section = document.querySelector('section[aria-labelledby="list"]');
    const counts: number[] = [];
    new MutationObserver(() => counts.push(section?.querySelectorAll('h3').length ?? 0)).observe(
      section ?? document,
      { childList: true, subtree: true }
    );
    Object.assign(window, { counts });
  });
  await drag(page, -40, 20);
  await expect(list(page).getByRole('status').first()).toContainText('地图范围内');
  expect(await list(page).evaluate((element) => element.scrollTop)).toBe(120);
  const counts = await page.evaluate<number[]>('counts');
  expect(counts.length).toBeGreaterThan(0);
  expect(Math.min(...counts)).toBeGreaterThan(0);
});

test('it does not follow when the site moves the map', async ({ page }) => {
  await openMap(page, '/?place=any');
  const all = await listCount(page);
  await page
    .getByRole('button', { name: /^在地图上显示：/ })
    .first()
    .click();
  await expect(page).toHaveURL(/#16\//);
  await expect(page).not.toHaveURL(/box=/);
  expect(await listCount(page)).toBe(all);
  await page.getByRole('button', { name: '显示全省' }).click();
  await expect(page).toHaveURL(/#[67]\//);
  await expect(page).not.toHaveURL(/box=/);
});

test('it keeps what it shows when no answer comes', async ({ page }) => {
  await openMap(page, wuhan);
  const before = await listCount(page);
  await page.route('**/__data.json**', (route) => route.abort());
  await page.getByRole('button', { name: '放大' }).click();
  await expect(page.getByRole('alert')).toContainText('没能读取');
  expect(await listCount(page)).toBe(before);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('住宅工程质量，看得见');
  await page.unroute('**/__data.json**');
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page).toHaveURL(/box=/);
  await expect(page.getByRole('alert')).toHaveCount(0);
});
