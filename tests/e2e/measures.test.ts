import { expect, test, type Page } from 'playwright/test';
import { z } from 'zod';
import { handIn, ready, saved } from '#tests/support/filling.ts';
import { enter } from '#tests/support/signing-in.ts';

const list = z.object({
  list: z.object({
    items: z.array(
      z.object({ item: z.string(), name: z.string(), tolerances: z.array(z.object({ code: z.string() })) })
    )
  })
});

/** The visit of yesterday that the demonstration left the deputy to report on; on it something can be measured. */
async function openVisit(page: Page): Promise<{ path: string; step: number }> {
  await page.goto('/account/visits');
  const link = page.getByRole('main').getByRole('link', { name: /代表与媒体核查日/ });
  const path = (await link.getAttribute('href')) ?? '';
  await link.click();
  await ready(page);
  const { items } = list.parse(await (await page.request.get(`${path}/checklist`)).json()).list;
  const step = items.findIndex(({ tolerances }) => tolerances.some(({ code }) => code === 'stair_step')) + 1;
  expect(step).toBeGreaterThan(0);
  return { path, step };
}

async function goTo(page: Page, step: number): Promise<void> {
  const steps = page.getByRole('navigation', { name: '清单进度' });
  await steps.getByRole('button', { name: new RegExp(`^第 ${String(step)} 项：`) }).click();
}
const measure = (page: Page, quantity: string) => page.getByRole('group', { name: quantity, exact: true });

test('what is measured is judged on the device, and the finding shows each value against its rule', async ({
  browser
}) => {
  const page = await enter(browser, 'deputy', '/account/visits');
  const { step } = await openVisit(page);
  await goTo(page, step);
  await page.getByRole('radio', { name: '不符', exact: true }).check();
  await page.getByLabel('情况说明').fill('楼梯踏步高差实测超出允许值');
  await page.getByText('实测数据', { exact: true }).click();

  const stairs = measure(page, '楼梯相邻踏步高差');
  await expect(stairs).toContainText('允许 0 至 6 mm');
  await stairs.getByLabel('实测值').fill('4、x');
  await expect(stairs.getByRole('status')).toContainText('有的数读不出来');
  await stairs.getByLabel('实测值').fill('4、9.5');
  await expect(stairs.getByRole('status')).toContainText('2 个数中有 1 个超出允许范围');
  await stairs.getByLabel('位置').fill('2号楼三层');
  const height = measure(page, '层高');
  await height.getByLabel('实测值或偏差').fill('2895 2903');
  await expect(height.getByRole('status')).toContainText('超出允许范围');
  await height.getByLabel('设计值').fill('2900');
  await expect(height.getByRole('status')).toContainText('2 个数都在允许范围内');
  await saved(page);

  // it is on the device, not on the page
  await page.reload();
  await ready(page);
  await goTo(page, step);
  await expect(stairs.getByLabel('实测值')).toHaveValue('4、9.5');
  await expect(stairs.getByRole('status')).toHaveAttribute('data-judged', 'out');
  await expect(height.getByRole('status')).toHaveAttribute('data-judged', 'within');
  await handIn(page);
  await expect(page.locator('[data-report][data-standing=done]')).toHaveCount(1);

  await page.goto('/account/visits');
  await page
    .getByRole('listitem')
    .filter({ hasText: '代表与媒体核查日' })
    .getByRole('link', { name: /^F\d/ })
    .click();
  const own = page.getByRole('main');
  await expect(own).toContainText('楼梯相邻踏步高差（2号楼三层）: 4, 9.5');
  await expect(own).toContainText('2 个数中 1 个超出允许范围');
  await expect(own).toContainText('2 个数都在允许范围内');
  const slug = /findings\/(\w+)/.exec(page.url())?.[1] ?? '';

  const officer = await enter(browser, 'wuhan', `/desk/findings/${slug}`);
  await expect(officer.getByRole('row', { name: /楼梯相邻踏步高差/ })).toContainText('9.5');
  await expect(officer.getByRole('row', { name: /层高/ })).toContainText('−5');
  await officer.goto(`/desk/findings?q=${(await officer.locator('h1 .tabular').textContent()) ?? ''}`);
  await expect(officer.getByRole('article').first()).toContainText('1 个测点超出允许范围');
  for (const one of [page, officer]) await one.context().close();
});
