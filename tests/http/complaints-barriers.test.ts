import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoBarriersIn } from '#tests/support/barriers.ts';
import { FLAGS, findChromium } from '#tests/support/chromium.ts';
import { servePublicComplaints } from '#tests/support/complaints-public-server.ts';

/** In a browser, on complaints in every state, which the demonstration need not have. */

let site: Awaited<ReturnType<typeof servePublicComplaints>>;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  site = await servePublicComplaints();
  const executablePath = findChromium();
  browser = await chromium.launch({ args: FLAGS, ...(executablePath ? { executablePath } : {}) });
  page = await browser.newPage({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
}, 400_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

const shots = process.env.SHOTS;
async function shoot(name: string) {
  if (!shots) return;
  for (const [width, scheme] of [
    [375, 'light'],
    [1280, 'light'],
    [375, 'dark']
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${shots}/${name}-${String(width)}-${scheme}.png`, fullPage: true });
  }
}

describe('nothing stands in the way of anybody', () => {
  it.each(['list', 'late', 'closed', 'coarse', 'gone', 'figures', 'rules', 'project', 'home'])(
    '%s',
    async (name) => {
      const { slugs } = site;
      const paths: Record<string, string> = {
        ...{ list: '/complaints', figures: '/complaints/figures', rules: '/complaints/rules' },
        ...{ late: `/complaints/${slugs.late}`, closed: `/complaints/${slugs.closed}` },
        ...{ coarse: `/en/complaints/${slugs.coarse}`, gone: `/complaints/${slugs.gone}` },
        ...{ project: `/projects/${slugs.project}/complaints`, home: '/?complaints=yes' }
      };
      await page.goto(site.url + (paths[name] ?? ''));
      await page.waitForLoadState('networkidle');
      for (const details of await page.locator('main details').all())
        await details.evaluate((one) => one.setAttribute('open', ''));
      await shoot(name);
      for (const width of [375, 1280]) await expectNoBarriersIn(page, name, width);
      expect(await page.locator('h1').count()).toBe(1);
    },
    240_000
  );

  it('the map shows complaints where the address asks for them, and leads to one', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${site.url}/?complaints=yes`);
    await page.locator('.map-pin .map-complaint').first().waitFor();
    expect(await page.getByText(/地图上有 \d+ 件投诉/).count()).toBe(1);
    await page.locator('.map-pin .map-complaint').first().click();
    await page
      .getByRole('link', { name: /屋面渗水/ })
      .first()
      .click();
    await page.waitForURL(/\/complaints\/[a-z0-9]+$/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('屋面渗水');
  }, 120_000);

  it('the list and the page need no scripts', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
    const reader = await plain.newPage();
    await reader.goto(`${site.url}/complaints`);
    await reader.getByRole('searchbox', { name: /标题、小区/ }).fill('屋面');
    await reader.getByRole('button', { name: '应用筛选' }).click();
    expect(reader.url()).toContain('q=%E5%B1%8B%E9%9D%A2');
    await reader.getByRole('link', { name: '屋面渗水' }).click();
    expect(await reader.getByText('投诉人说：没有解决').count()).toBeGreaterThan(0);
    if (shots) await reader.screenshot({ path: `${shots}/plain.png`, fullPage: true });
    await plain.close();
  }, 120_000);
});
