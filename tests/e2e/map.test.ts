import { expect, test } from 'playwright/test';
import { expectNoBarriersIn } from '#tests/support/barriers.ts';
import { countIn, listCount, mapCount, openMap } from '#tests/support/map-page.ts';

test('map and list are in step, and a filter survives a reload', async ({ page }) => {
  await openMap(page, '/');
  const all = await listCount(page);
  expect(await mapCount(page)).toBe(all);

  const answered = page.waitForResponse((response) => response.url().includes('stage=construction'));
  await page.getByLabel('阶段', { exact: true }).selectOption('construction');
  await expect(page).toHaveURL(/stage=construction/);
  await answered;
  await expect.poll(() => listCount(page)).toBeLessThan(all);
  const some = await listCount(page);
  await expect.poll(() => mapCount(page)).toBe(some);

  await page.reload();
  await expect(page.getByLabel('阶段', { exact: true })).toHaveValue('construction');
  expect(await listCount(page)).toBe(some);
  await expect.poll(() => mapCount(page)).toBe(some);
});

test('the count on a city is the count of its list', async ({ page }) => {
  await openMap(page, '/');
  const chip = page.getByRole('navigation', { name: '按市（州）查看' }).getByRole('link', { name: /武汉市/ });
  const told = Number(/\d+/.exec((await chip.textContent()) ?? '')?.[0]);
  await chip.click();
  await expect(page).toHaveURL(/city=420100/);
  await expect.poll(() => listCount(page)).toBe(told);
  await expect.poll(() => mapCount(page)).toBe(told);
});

test('what has no location is told, and listed by its link', async ({ page }) => {
  await openMap(page, '/');
  const link = page.locator('[data-map-count] a');
  const told = Number(/\d+/.exec((await link.textContent()) ?? '')?.[0]);
  await link.click();
  await expect(page).toHaveURL(/place=none/);
  await expect.poll(() => listCount(page)).toBe(told);
  await expect(page.locator('section[aria-labelledby="list"] li').getByText('没有位置信息')).toHaveCount(
    told
  );
});

test('pointing at an entry of the list shows it on the map', async ({ page }) => {
  await openMap(page, '/?place=any');
  await expect(page.locator('.map-ring')).toHaveCount(0);
  await page.locator('section[aria-labelledby="list"] h3 a').first().focus();
  await expect(page.locator('.map-ring')).toHaveCount(1);
});

test('a pin opens a card that leads to the project', async ({ page }) => {
  await openMap(page, '/?place=any');
  await page
    .getByRole('button', { name: /^在地图上显示：/ })
    .first()
    .click();
  await expect(page).toHaveURL(/#16\//);
  await page.locator('.map-work').first().click();
  await expect(page.getByRole('status', { name: '选中的项目' }).getByRole('link')).toHaveAttribute(
    'href',
    /^\/projects\/\w+$/
  );
});

test('the address keeps where the map looks', async ({ page }) => {
  await openMap(page, '/?stage=construction#11/30.600/114.300');
  await page.getByRole('button', { name: '放大' }).click();
  await expect(page).toHaveURL(/stage=construction&box=[\d.,]+#12\/30\.6/);
});

test('the keyboard passes through the map and reaches every district', async ({ page }) => {
  await openMap(page, '/');
  await page.locator('.map-box').focus();
  const inside = () => page.evaluate(() => document.activeElement?.closest('.map-box') !== null);
  for (let i = 0; i < 4 && (await inside()); i += 1) await page.keyboard.press('Tab');
  expect(await inside()).toBe(false);

  const tile = page.getByRole('link', { name: /^仙桃市：/ }).last();
  await tile.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/city=429004/);
});

test('a map that gets no answer keeps its pins and can be asked again', async ({ page }) => {
  await openMap(page, '/');
  const pins = await page.locator('.map-pin').count();
  await page.route('**/map/projects**', (route) => route.abort());
  await page.getByRole('button', { name: '放大' }).click();
  await expect(page.getByRole('alert')).toContainText('没能读取');
  expect(await page.locator('.map-pin').count()).toBeGreaterThanOrEqual(Math.min(pins, 1));
  await page.unroute('**/map/projects**');
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('nearby', () => {
  test.use({ geolocation: { latitude: 30.5928, longitude: 114.3055 }, permissions: ['geolocation'] });

  test('lists the nearest works with their distance', async ({ page }) => {
    await openMap(page, '/');
    await page.getByRole('button', { name: '查看我附近的项目' }).click();
    const near = page.getByRole('region', { name: '离您最近的项目' });
    await expect(near.getByRole('listitem').first()).toContainText(/米|公里/);
    expect(page.url()).not.toContain('lat=');
    await near.getByRole('button', { name: '回到列表' }).click();
    await expect(near).toHaveCount(0);
  });
});

test('a refused position is told in words', async ({ page }) => {
  await openMap(page, '/');
  await page.getByRole('button', { name: '查看我附近的项目' }).click();
  await expect(page.getByRole('alert')).toContainText('位置');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('list, grid and a drawing of the counts are there, and filters work', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('section[aria-labelledby="list"] h3')).toHaveCount(20);
    await expect(page.getByRole('list', { name: /各区县项目数/ }).getByRole('link')).toHaveCount(103);
    await expect(page.getByRole('group', { name: /主要河流/ })).toBeVisible();
    await expect(page.getByRole('button', { name: '查看我附近的项目' })).toHaveCount(0);
    const all = await listCount(page);
    await page.getByLabel('市（州）', { exact: true }).selectOption('420600');
    await page.getByRole('button', { name: '应用筛选' }).click();
    expect(await listCount(page)).toBeLessThan(all);
    await page.getByRole('link', { name: '分区图' }).click();
    expect(page.url()).toContain('view=grid');
    expect(page.url()).toContain('city=420600');
  });

  test('a part of the map that the address gives is listed, drawn and can be left', async ({ page }) => {
    await page.goto('/');
    const all = await listCount(page);
    await page.goto('/?box=113.90625,30.38754,114.60938,30.8411');
    const some = await listCount(page);
    expect(some).toBeLessThan(all);
    await expect(page.locator('svg rect.part')).toBeVisible();
    await page.getByRole('link', { name: /^查看完整列表/ }).click();
    expect(page.url()).toContain('/projects?box=');
    expect(await countIn(page, 'main p[role="status"]')).toBe(some);
    await page.getByRole('link', { name: `显示全部 ${String(all)} 个项目` }).click();
    expect(await countIn(page, 'main p[role="status"]')).toBe(all);
  });
});

for (const path of [
  '/',
  '/en?city=420100&box=113.90625,30.38754,114.60938,30.8411',
  '/?view=grid',
  '/en?view=list',
  '/projects',
  '/en/projects?q=nothing-here'
]) {
  // opened anew at each width: a map is drawn for the room it finds
  for (const width of [375, 1280]) {
    test(`no barrier on ${path}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path, { waitUntil: 'networkidle' });
      await expectNoBarriersIn(page, path, width);
    });
  }
}
