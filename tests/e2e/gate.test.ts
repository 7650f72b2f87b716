import { generateKeyPairSync } from 'node:crypto';
import { expect, test, type BrowserContext, type Page } from 'playwright/test';
import encodeQR from 'qr';
import { issue } from '#lib/open-days/tickets.server.ts';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { announceTomorrow, book } from '#tests/support/open-day-forms.ts';
import { enter, signIn } from '#tests/support/signing-in.ts';

test.describe.configure({ mode: 'serial' });

let slug = '';
const codes = { family: '', neighbour: '' };
/** A picture of the neighbour's ticket, as their phone shows it. */
let ticket: Buffer = Buffer.alloc(0);
const path = () => `/desk/open-days/${slug}/gate`;

test.beforeAll(async ({ browser }) => {
  const company = await enter(browser, 'company');
  slug = await announceTomorrow(company, '签到测试开放日');
  const resident = await enter(browser, 'resident');
  codes.family = await book(resident, slug, 'public', 2);
  const neighbour = await enter(browser, 'testing');
  codes.neighbour = await book(neighbour, slug, 'resident', 1);
  await neighbour.goto(`/open-days/${slug}/booking`);
  ticket = await neighbour.getByRole('region', { name: '入场码' }).screenshot();
  for (const page of [company, resident, neighbour]) await page.context().close();
});

const ready = (page: Page) => expect(page.getByText('本机已准备好，断网也能签到')).toBeVisible();
const waiting = (page: Page) => page.locator('[data-waiting]');

async function byCode(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: '预约码' }).fill(code);
  await page.getByRole('button', { name: '查找' }).click();
}

/** By the keyboard: the box stands for the signature. */
async function confirm(page: Page, button: string): Promise<void> {
  await page.getByLabel('已听取安全交底（不签名时勾选）').check();
  await page.getByRole('button', { name: button, exact: true }).click();
}

const next = (page: Page) => page.getByRole('button', { name: '下一位' }).click();

async function sign(page: Page): Promise<void> {
  const pad = page.locator('[data-signature]');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('nowhere to sign');
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1)
    await page.mouse.move(box.x + 20 + step * 15, box.y + 20 + (step % 3) * 8);
  await page.mouse.up();
}

/** Every text that the browser keeps of pages. */
const cached = (page: Page) =>
  page.evaluate(async () => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        texts.push((await (await cache.match(request))?.text()) ?? '');
    }
    return texts.join('\n');
  });

async function openGate(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path());
  return page;
}

test('guests are checked in without network, the page is killed, and all of it arrives once', async ({
  page,
  context
}) => {
  await signIn(page, 'company', path());
  await ready(page);
  await expect(page.locator('[data-gate-count]')).toHaveText(/已到 0 人，预约 3 人/);
  const text = await cached(page);
  expect(text).toContain('签到测试开放日');
  for (const code of Object.values(codes)) expect(text).not.toContain(code);

  await context.setOffline(true);
  await byCode(page, codes.family.toUpperCase());
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByText('请签名，或勾选已听取安全交底。')).toBeVisible();
  await confirm(page, '签到');
  await expect(page.getByRole('heading', { name: '可以入场' })).toBeVisible();
  await next(page);
  await page.getByRole('button', { name: '未预约', exact: true }).click();
  await page.getByLabel('姓名').fill('路过的街坊');
  await sign(page);
  await page.getByRole('button', { name: '登记并签到' }).click();
  await next(page);
  await expect(waiting(page)).toHaveAttribute('data-waiting', '2');

  await page.close({ runBeforeUnload: false });
  const second = await openGate(context);
  await expect(waiting(second)).toHaveAttribute('data-waiting', '2');
  await expect(second.locator('[data-gate-count]')).toHaveText(/已到 3 人，预约 3 人/);
  const photo = { name: '照片.png', mimeType: 'image/png', buffer: ticket };
  await second.getByLabel('拍照或选择图片识别').setInputFiles(photo);
  await expect(second.getByText('预约有效')).toBeVisible();
  await confirm(second, '签到');
  await next(second);
  // the same family at the gate again, found in the list
  await second.getByRole('button', { name: '名单', exact: true }).click();
  await second.getByLabel('姓名或预约码').fill(codes.family);
  await second.getByRole('button', { name: /^签到：/ }).click();
  await expect(second.getByText('已经签到过')).toBeVisible();
  await confirm(second, '签到');
  await expect(second.getByRole('heading', { name: '重复签到' })).toBeVisible();
  await next(second);
  await expect(waiting(second)).toHaveAttribute('data-waiting', '4');

  await context.setOffline(false);
  await expect(second.getByText('全部签到已上传。')).toBeVisible();
  await expect(second.locator('[data-check-in=recorded]')).toHaveCount(3);
  await expect(second.locator('[data-check-in=duplicate]')).toHaveCount(1);
  await second.goto(`${path()}/list`);
  await expect(second.getByText('共 4 条，4 人（重复不计）')).toBeVisible();
  await expect(second.getByRole('img', { name: '路过的街坊的签名' })).toBeVisible();
});

test('an answer that is lost on the way is no answer: what was sent is sent again and counts once', async ({
  page,
  context
}) => {
  await signIn(page, 'company', path());
  await ready(page);
  let lost = 0;
  await context.route('**/gate/check-ins', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    // a network that asks for a password first
    await route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>欢迎使用免费无线网络</h1>' });
  });
  await page.getByRole('button', { name: '未预约', exact: true }).click();
  await page.getByLabel('姓名').fill('只来一次的人');
  await confirm(page, '登记并签到');
  await next(page);
  await expect(page.getByText('全部签到已上传。')).toBeVisible();
  expect(lost).toBe(1);
  await page.goto(`${path()}/list`);
  await expect(page.getByRole('rowheader', { name: '只来一次的人' })).toHaveCount(1);
});

test('a photo of a ticket that somebody made up lets nobody in; a code that nobody has stays on the device', async ({
  page
}) => {
  await signIn(page, 'company', path());
  await ready(page);
  const { privateKey } = generateKeyPairSync('ed25519');
  const expires = Math.floor(Date.now() / 1000) + 86_400;
  const forged = issue(privateKey, { code: codes.family, openDay: slug, party: 9, expires });
  await page.getByLabel('拍照或选择图片识别').setInputFiles({
    name: '入场码.gif',
    mimeType: 'image/gif',
    buffer: Buffer.from(encodeQR(forged, 'gif', { scale: 6, border: 4 }))
  });
  await expect(page.getByRole('alert').filter({ hasText: '不是本平台签发的' })).toBeVisible();
  await expect(page.getByRole('button', { name: '签到', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: '返回', exact: true }).click();

  await byCode(page, 'zzzz2222');
  await expect(page.getByText('名单里没有这个预约码')).toBeVisible();
  await page.getByLabel('姓名').fill('记错码的人');
  await confirm(page, '签到');
  await next(page);
  await expect(waiting(page)).toHaveAttribute('data-waiting', '1');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出为文件' }).click();
  expect((await download).suggestedFilename()).toMatch(/^check-ins-.*\.json$/);
  await page.getByRole('button', { name: '改按未预约登记' }).click();
  await expect(page.getByText('全部签到已上传。')).toBeVisible();

  await page.getByRole('button', { name: '从本机删除名单' }).click();
  await page.getByRole('button', { name: '从本机删除名单' }).click();
  await expect(page.getByText('名单已从本机删除。')).toBeVisible();
  expect(await cached(page)).toBe('');
  const kept = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  expect(kept).toBe(0);
});

test('no barrier at the gate and on the page of calendars', async ({ page }) => {
  await signIn(page, 'company');
  for (const one of [path(), '/calendar']) await expectNoBarriersAt(page, one);
});
