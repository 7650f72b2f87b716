import { expect, test, type Browser, type BrowserContext, type Page } from 'playwright/test';
import { z } from 'zod';
import { expectNoBarriersIn } from '#tests/support/barriers.ts';
import { chance } from '#tests/support/chance.ts';
import {
  bar,
  deeds,
  deviceOf,
  handIn,
  planOf,
  ready,
  saved,
  type Deed,
  type Plan
} from '#tests/support/filling.ts';
import { enter, signIn } from '#tests/support/signing-in.ts';
import { openVisits, supervisors } from '#tests/support/visit-forms.ts';

test.describe.configure({ mode: 'serial' });

/** Thirty by `npm run test:soak`: three people, and as many reports as each may make of a visit. */
const rounds = process.env.SOAK ? 30 : 3;
const seed = Number(process.env.SEED ?? (process.env.SOAK ? Date.now() % 1_000_000 : 7));

let slug = '';
const path = () => `/account/visits/${slug}`;
test.beforeAll(async ({ browser }) => {
  slug = await openVisits(browser, '核查测试开放日');
});

const submitted = z.object({
  list: z.object({ submitted: z.array(z.object({ slug: z.string(), missing: z.array(z.string()) })) })
});
/** Without this the page may not open again where there is no network. */
const atHand = (page: Page) => expect(bar(page)).toHaveAttribute('data-at-hand', 'true');

/** What the server has of a person's visit. */
const atServer = async (page: Page) =>
  submitted.parse(await (await page.request.get(`${path()}/checklist`)).json()).list.submitted;

async function openList(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path());
  await ready(page);
  return page;
}

/** Ends a page as a phone does: at once, without a word to the page. */
async function kill(page: Page, hard: boolean): Promise<void> {
  if (hard) {
    const crashed = page.waitForEvent('crash');
    const session = await page.context().newCDPSession(page);
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
  }
  await page.close({ runBeforeUnload: false });
}

/** A device of one supervisor, whose pages are killed at random. */
async function deviceFor(browser: Browser, name: string, random: () => number) {
  let page = await enter(browser, name, path());
  const context = page.context();
  await ready(page);
  await atHand(page);
  const killed = () => random() < 0.5;

  async function die(): Promise<void> {
    await kill(page, killed());
    page = await openList(context);
  }

  /** Begins a deed and is killed somewhere in it. */
  async function dieDuring(deed: Deed): Promise<void> {
    const doing = deed.act(page).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, random() * 150));
    await die();
    await doing;
  }

  async function write(plan: Plan): Promise<void> {
    const all = deeds(plan);
    const fatal = new Set(Array.from({ length: 2 }, () => Math.floor(random() * all.length)));
    for (const [i, deed] of all.entries()) {
      if (fatal.has(i)) {
        await dieDuring(deed);
        for (const before of all.slice(0, i))
          expect(await before.isThere(page), `${before.name} of ${plan.mark} after a crash`).toBe(true);
      }
      await deed.act(page);
      await saved(page);
    }
  }

  /** A network that asks for a password first, and a session that ended meanwhile: nothing is lost by either. */
  async function comeBackLate(): Promise<void> {
    let portal = true;
    await context.route('**/account/visits/*/findings', async (route) => {
      if (!portal) return route.continue();
      // it arrives, and its answer does not
      await route.fetch();
      await route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>欢迎使用免费无线网络</h1>' });
    });
    await context.setOffline(false);
    await expect(page.getByText('没有连上服务器，会自动重试')).toBeVisible();
    await context.clearCookies();
    portal = false;
    await page.getByRole('button', { name: '立即上传' }).click();
    await expect(page.getByText('登录已过期，或换了账号')).toBeVisible();
    await context.unrouteAll();
    await signIn(page, name);
  }

  async function send(plan: Plan, count: number): Promise<void> {
    await handIn(page);
    // killed while it is handed in, perhaps before: then it is still there to be handed in
    if (killed()) await die();
    else await expect(page.locator('[data-report]')).toHaveCount(count);
    if ((await page.locator('[data-report]').count()) < count) await handIn(page);
    await expect(page.locator('[data-report]')).toHaveCount(count);
    if (count === 1) await comeBackLate();
    await context.setOffline(false);
    await new Promise((resolve) => setTimeout(resolve, random() * 800));
    await die();
    await expect(page.locator('[data-report][data-standing=done]')).toHaveCount(count, { timeout: 120_000 });
    const { reports, photos } = await deviceOf(page);
    expect(photos, 'photos left on the device').toBe(0);
    const mine = reports.filter((report) =>
      report.photos.some(({ sha256 }) => plan.photos.some((photo) => photo.sha256 === sha256))
    );
    expect(mine).toHaveLength(1);
    const kept = mine[0]?.photos.filter((photo) => photo.kept).map(({ sha256 }) => sha256);
    expect(kept?.toSorted()).toEqual(plan.photos.map(({ sha256 }) => sha256).toSorted());
  }

  return {
    async round(plan: Plan, count: number): Promise<void> {
      await context.setOffline(true);
      await write(plan);
      await send(plan, count);
      const there = await atServer(page);
      expect(there).toHaveLength(count);
      expect(there.flatMap(({ missing }) => missing)).toEqual([]);
      const last = there.at(-1);
      const html = await (await page.request.get(`/account/findings/${last?.slug ?? ''}`)).text();
      expect(html).toContain(`${plan.mark} 与公示的不一样`);
      expect(html).toContain(`${plan.mark} 清单以外`);
    },
    close: () => context.close()
  };
}

test('the checklist has no barrier, can be installed, and lets one page write at a time', async ({
  browser
}) => {
  const page = await enter(browser, 'expert', path());
  await ready(page);
  await page.getByRole('button', { name: '下一项' }).click();
  await page.getByRole('radio', { name: '未查看', exact: true }).check();
  await saved(page);
  await expectNoBarriersIn(page, 'the checklist', 375);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // whoever browses without a trace can install nothing; else there is nothing against it
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  const second = await page.context().newPage();
  await second.goto(path());
  await ready(second);
  await expect(second.getByText('清单正在另一个页面填写')).toBeVisible();
  await second.getByRole('button', { name: '改在这里填写' }).click();
  await expect(page.getByText('清单正在另一个页面填写')).toBeVisible();
  await second.getByRole('button', { name: '下一项' }).click();
  await expect(second.getByRole('radio', { name: '未查看', exact: true })).toBeChecked();
  await page.context().close();
});

test('what waits is exported, warned of when signing out, seen by nobody else, and handed in from the file', async ({
  browser
}) => {
  const page = await enter(browser, 'deputy', path());
  const context = page.context();
  await ready(page);
  await page.getByRole('button', { name: /^其他发现/ }).click();
  await page.getByRole('button', { name: '增加一条' }).click();
  await page.getByLabel('看到了什么').fill('只在这台手机上的话');
  const plan = planOf('导出', 1);
  await page.getByLabel('从相册选择').setInputFiles(plan.photos);
  await expect(page.locator('[data-photo]')).toHaveCount(1);
  await saved(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '全部导出为文件' }).click();
  const file = test.info().outputPath('visit.json');
  await (await download).saveAs(file);

  await page.getByLabel(/^我的账号/).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByText('本机还有没上传的核查内容')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/$/);
  expect(await page.evaluate(async () => caches.keys())).toEqual([]);
  await signIn(page, 'expert', path());
  await ready(page);
  await page.getByRole('button', { name: /^其他发现/ }).click();
  await expect(page.getByLabel('看到了什么')).toHaveCount(0);
  await page.getByLabel('交回导出的文件').setInputFiles(file);
  await expect(page.getByText('这是另一个账号导出的文件')).toBeVisible();
  await context.close();

  const other = await enter(browser, 'deputy', path());
  await ready(other);
  await other.getByLabel('交回导出的文件').setInputFiles(file);
  await expect(other.getByText('文件已读入')).toBeVisible();
  await other.getByRole('button', { name: /^其他发现/ }).click();
  await expect(other.getByLabel('看到了什么')).toHaveValue('只在这台手机上的话');
  await expect(other.locator(`[data-photo="${plan.photos[0]?.sha256 ?? ''}"] img`)).toBeVisible();
  await other.context().close();
});

test('filled in without network, killed at random, and all of it arrives once', async ({ browser }) => {
  test.setTimeout(rounds * 270_000);
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  const random = chance(seed);
  const names = Object.keys(supervisors);
  const devices = new Map<string, Awaited<ReturnType<typeof deviceFor>>>();
  const counts = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const name = names[round % names.length] ?? 'expert';
    const device = devices.get(name) ?? (await deviceFor(browser, name, random));
    devices.set(name, device);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    await device.round(planOf(`第${String(seed)}-${String(round)}轮`), count);
  }
  for (const device of devices.values()) await device.close();
});
