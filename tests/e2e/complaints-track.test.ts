import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from 'playwright/test';
import { expectNoBarriers } from '#tests/support/barriers.ts';
import { standComplaint } from '#tests/support/complaints-standing.ts';
import { scripted } from '#tests/support/scripted.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';

/** A resident without an account comes back to a complaint that was answered, on a server of this file's own. */

test.describe.configure({ mode: 'serial' });

let server: RunningServer;
let folder: string;
let filed: { code: string; number: string };
test.beforeAll(async () => {
  test.setTimeout(400_000);
  folder = mkdtempSync(join(tmpdir(), 'sunlit-track-'));
  filed = await standComplaint(folder);
  server = await startServer({ dataDir: folder, env: { HUB_DEMO: 'off', HUB_BENCH: 'on' } });
});
test.afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const main = (page: Page) => page.getByRole('main');
/** Pictures of what was walked, where somebody wants to look at them. */
async function picture(page: Page, name: string): Promise<void> {
  const to = process.env.PICTURES;
  if (to) await page.screenshot({ path: join(to, `${name}.png`), fullPage: true });
}

test('a resident tracks a complaint, writes, rates, reopens and closes it behind them', async ({ page }) => {
  test.setTimeout(400_000);
  await page.goto(`${server.url}/complaints/track`);
  await scripted(page);
  await expectNoBarriers(page, 'the form for the code');
  await page.setViewportSize({ width: 375, height: 800 });
  await page.getByLabel('查询码').fill('abcd-2345-efgh-6789-jkmn');
  await page.getByRole('button', { name: '查看' }).click();
  await expect(page.getByRole('alert')).toContainText('没有这个查询码的投诉');
  await page.getByLabel('查询码').fill(filed.code.toUpperCase());
  await page.getByRole('button', { name: '查看' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`投诉 ${filed.number}`);
  expect(page.url()).toBe(`${server.url}/complaints/track`);
  await expect(main(page).getByText('经查属实，施工单位已重新做防水。')).toBeVisible();
  await expect(main(page).getByText('《信访工作条例》第三十五条').first()).toBeVisible();
  await scripted(page);
  await picture(page, 'track-375');
  await expectNoBarriers(page, 'a complaint that was answered');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'track-1280-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 375, height: 800 });

  await main(page).getByText('给主管部门写信').click();
  await main(page).getByLabel('内容').fill('厨房也开始漏水');
  await main(page).getByRole('button', { name: '发送' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已发给主管部门' })).toBeVisible();
  await expect(main(page).getByText('厨房也开始漏水')).toBeVisible();

  await main(page).getByLabel('2 分，不满意').check();
  await main(page).getByRole('radio', { name: '没有解决' }).check();
  await main(page).getByRole('button', { name: '提交评价' }).click();
  await expect(main(page).getByText('您的评价：2 分，问题没有解决')).toBeVisible();

  await main(page).getByText('问题没有解决，重新办理').click();
  await main(page).getByLabel('哪里没有解决').fill('楼下还在发霉');
  await main(page).getByRole('button', { name: '要求重新办理' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已重新办理' })).toBeVisible();
  await expect(main(page).getByText('还有 60 天须答复')).toBeVisible();
  await page.goto(`${server.url}/en/complaints/track`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Complaint ${filed.number}`);
  await picture(page, 'track-en');
  await expectNoBarriers(page, 'a complaint that was opened again, in English');

  await page.getByRole('button', { name: 'Close' }).click();
  await expect(main(page).getByText('Closed. To look again')).toBeVisible();
  await page.goBack();
  await page.reload();
  await expect(main(page).getByText(filed.number)).toHaveCount(0);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the same page is there', async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 800 });
    await page.goto(`${server.url}/complaints/track`);
    await page.getByLabel('查询码').fill(filed.code);
    await page.getByRole('button', { name: '查看' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`投诉 ${filed.number}`);
    await main(page).getByText('给主管部门写信').click();
    await main(page).getByLabel('内容').fill('没有脚本也能写');
    await main(page).getByRole('button', { name: '发送' }).click();
    await expect(main(page).getByText('没有脚本也能写')).toBeVisible();
    await picture(page, 'track-noscript');
  });
});
