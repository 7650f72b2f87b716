import { expect, test, type Browser, type Locator, type Page } from 'playwright/test';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { newPermit, projectForm } from '#tests/support/disclosing.ts';
import { scripted } from '#tests/support/scripted.ts';
import { enter } from '#tests/support/signing-in.ts';

const main = (page: Page) => page.getByRole('main');
const inDays = (days: number) => calendarDay(new Date(Date.now() + days * 86_400_000));

/** A project whose developer has an account, with its main structure accepted: an open day is owed. */
async function register(browser: Browser, baseURL = ''): Promise<string> {
  const page = await enter(browser, 'wuhan');
  const estate = `开放小区${String(Date.now() % 10_000_000)}`;
  const answer = await page.request.post('/desk/projects/new?/save', {
    form: { ...projectForm(newPermit(), estate), 'structure_acceptance.reached': inDays(0) },
    headers: { origin: baseURL, accept: 'text/html' },
    maxRedirects: 0
  });
  const project = /projects\/([a-z0-9]+)/.exec(answer.headers().location ?? '')?.[1] ?? '';
  expect(project, await answer.text()).not.toBe('');
  await page.context().close();
  return project;
}

/** The desk of a project, once the sweep has seen its milestone. */
async function findOwed(page: Page, project: string): Promise<Locator> {
  const path = `/desk/open-days?project=${project}`;
  await expect(async () => {
    const answer = await page.request.get(path);
    expect(await answer.text()).toContain('办理“主体结构分部验收工地开放日”');
  }).toPass({ timeout: 240_000, intervals: [1_000] });
  await page.goto(path);
  const owed = main(page).getByRole('link', { name: /^办理“主体结构分部验收工地开放日”/ });
  await expect(owed).toBeVisible();
  return owed;
}

/** The developer fills in what is owed and announces it; the day's slug. */
async function announce(page: Page, project: string, seats: Record<string, string>): Promise<string> {
  await (await findOwed(page, project)).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('主体结构分部验收工地开放日');
  await scripted(page);
  await expect(main(page).getByText('公告前还缺')).toBeVisible();
  await page.getByLabel('日期', { exact: true }).fill(inDays(12));
  await page.getByLabel('开始时间').fill('14:00');
  await page.getByLabel('结束时间').fill('16:00');
  await page.getByRole('button', { name: '保存并公告' }).click();
  await expect(page.getByRole('link', { name: /集合地点：/ })).toBeVisible();
  await page.getByRole('textbox', { name: '集合地点', exact: true }).fill('项目北门');
  await page.getByRole('textbox', { name: /^参观内容/ }).fill('钢筋、混凝土强度回弹和楼板厚度');
  for (const [category, number] of Object.entries(seats))
    await page.locator(`[name="seats.${category}"]`).fill(number);
  await page.locator('[name=gear][value=helmet]').check();
  await page.getByRole('button', { name: '保存并公告' }).click();
  await expect(main(page).getByText('已公告，公众现在可以预约')).toBeVisible();
  return new URL(page.url()).pathname.replace(/^.*\//, '');
}

async function book(page: Page, category: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${category}`) }).check();
  await page.getByLabel('以上声明属实，已阅读参观须知').check();
  await page.getByRole('button', { name: '提交预约' }).click();
  await page.waitForURL(/booking\?done=book$/);
}

test('a developer announces from a milestone; the last seat is booked, waited for, given up and offered on', async ({
  browser,
  baseURL
}) => {
  test.setTimeout(600_000);
  const project = await register(browser, baseURL);
  const developer = await enter(browser, 'company', '/desk/open-days');
  const slug = await announce(developer, project, {
    deputy: '1',
    expert: '1',
    media: '0',
    resident: '0',
    public: '1'
  });

  const page = `/open-days/${slug}`;
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`/projects/${project}/open-days`);
  await main(visitor).getByRole('link', { name: '主体结构分部验收工地开放日' }).click();
  await expect(main(visitor).getByText('已约 0，共 1，余 1')).toHaveCount(3);
  await expect(main(visitor).getByRole('link', { name: '登录后预约' })).toBeVisible();

  // each category has its own line: both come as the public, for whom there is one seat
  const deputy = await enter(browser, 'deputy', page);
  await book(deputy, '公众');
  await expect(main(deputy).getByText('预约成功，请按时到场。')).toBeVisible();
  await expect(deputy.locator('[data-code]')).toHaveText(/^\w{8}$/);

  const expert = await enter(browser, 'expert', page);
  await expect(main(expert).getByRole('radio', { name: /^专家/ })).toBeVisible();
  await book(expert, '公众');
  await expect(main(expert).getByText('您在公众候补队列的第 1 位。')).toBeVisible();

  await scripted(deputy);
  await deputy.locator('summary', { hasText: '取消预约' }).click();
  await deputy.getByRole('button', { name: '取消预约' }).click();
  await expect(main(deputy).getByText('已取消，名额留给候补的人。')).toBeVisible();

  await expert.goto('/account/bookings');
  await expect(main(expert).getByText('有名额等您确认').first()).toBeVisible();
  await main(expert).locator(`a[href="${page}/booking"]`).click();
  await scripted(expert);
  await expert.getByRole('button', { name: '确认参加' }).click();
  await expect(main(expert).getByText('已确认，名额是您的了。')).toBeVisible();

  await developer.reload();
  await scripted(developer);
  await expect(main(developer).getByRole('row', { name: /公众 1 预约成功/ })).toBeVisible();
  await expect(main(developer).getByRole('row', { name: /公众 1 已取消/ })).toBeVisible();

  await developer.locator('summary', { hasText: '变更或改期' }).click();
  const change = developer.locator('#change');
  await change.getByLabel('日期', { exact: true }).fill(inDays(13));
  await change.getByLabel('变更原因').fill('塔吊检修，改到第二天');
  await change.getByRole('button', { name: '预览' }).click();
  await expect(change.getByText('1 位预约者和候补者会看到')).toBeVisible();
  await change.getByRole('button', { name: '确认变更并通知' }).first().click();
  await expect(main(developer).getByText('已变更，通知了 1 人。')).toBeVisible();
  await visitor.reload();
  await expect(main(visitor).getByText('变动原因：塔吊检修，改到第二天')).toBeVisible();
});

test('the map shows coming open days where its address asks for them', async ({ browser, page }) => {
  const company = await enter(browser, 'company', '/desk/open-days/new');
  const project = company.getByLabel('项目', { exact: true });
  const [, first = ''] = await project
    .locator('option')
    .evaluateAll((all) => all.map((option) => (option instanceof HTMLOptionElement ? option.value : '')));
  await project.selectOption(first);
  await company.getByLabel('日期', { exact: true }).fill(inDays(20));
  await company.getByLabel('开始时间').fill('09:00');
  await company.getByLabel('结束时间').fill('11:00');
  await company.getByRole('textbox', { name: '集合地点', exact: true }).fill('售楼处');
  await company.locator('summary', { hasText: '集合地点的坐标' }).click();
  await company.getByLabel('纬度').fill('30.58');
  await company.getByLabel('经度').fill('114.30');
  await company.getByRole('button', { name: '保存', exact: true }).click();
  await company.waitForURL(/done=save$/);
  await company.getByRole('button', { name: '保存并公告' }).click();
  await expect(main(company).getByText('已公告，公众现在可以预约')).toBeVisible();

  await page.goto('/');
  await scripted(page);
  await page.getByRole('link', { name: '在地图上显示即将举行的开放日' }).click();
  await expect(page).toHaveURL(/open-days=yes/);
  await expect(page.getByText(/地图上有 \d+ 场即将举行的开放日/)).toBeVisible();
  await page.locator('.map-open-day').first().click({ force: true });
  await expect(page.getByRole('status').getByRole('link')).toHaveAttribute('href', /^\/open-days\/\w+$/);
});

test('no barrier on the pages of open days', async ({ browser, baseURL }) => {
  test.setTimeout(900_000);
  const project = await register(browser, baseURL);
  const developer = await enter(browser, 'company');
  const owed = (await (await findOwed(developer, project)).getAttribute('href')) ?? '';
  await expectNoBarriersAt(developer, owed);
  const slug = await announce(developer, project, { resident: '3', public: '3' });
  for (const path of ['/desk/open-days', '/desk/open-days/new', `/desk/open-days/${slug}`])
    await expectNoBarriersAt(developer, path);
  const resident = await enter(browser, 'representative');
  await expectNoBarriersAt(resident, `/open-days/${slug}`);
  await resident.goto(`/open-days/${slug}`);
  await scripted(resident);
  await book(resident, '公众');
  const paths = [
    '/open-days',
    '/open-days?view=month',
    `/open-days/${slug}/booking`,
    '/account/bookings',
    `/projects/${project}/open-days`,
    `/projects/${project}/open-days/figures`,
    '/open-days/figures'
  ];
  for (const path of paths) await expectNoBarriersAt(resident, path);
  await expectNoBarriersAt(developer, `/desk/open-days/${slug}/check-ins`);
  await expectNoBarriersAt(developer, `/desk/open-days/${slug}/gate`);
  const officer = await enter(browser, 'wuhan');
  await expectNoBarriersAt(officer, '/desk/open-day-kinds/deadlines');
});
