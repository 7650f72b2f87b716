import { chromium, expect as seen, type Browser, type Page } from 'playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { ensureChromium, FLAGS, findChromium } from '#tests/support/chromium.ts';
import {
  canary,
  serveComplaints,
  type Complaints,
  type ComplaintsName
} from '#tests/support/complaints-desk.ts';

const look = seen.configure({ timeout: 30_000 });

/** A complaint goes through the desk in browsers: accepted, asked, explained by the company, answered, closed by another; one is joined. */

async function prepare(desk: Complaints) {
  const one = await desk.filed();
  const two = await desk.filed({ category: 'cracks' });
  const three = await desk.filed({ category: 'doors_windows' });
  return {
    ...{ one, two, three, organization: await desk.slugOfCompany(desk.developer) },
    public: await publicComplaint(desk)
  };
}

/** At a work that is under warranty, where another may have the same problem. */
async function publicComplaint(desk: Complaints) {
  const { slug: project } = await desk.enter({
    ...desk.basicsOfProject(),
    name: '渗水小区',
    milestones: {
      permit: { reached: '2020-01-05' },
      completion_acceptance: { reached: desk.inDays(-400).slice(0, 10) }
    }
  });
  const first = await desk.filed({
    project,
    description: '顶板漏水',
    naming: 'anonymous',
    shown_name: undefined,
    contact: {}
  });
  const words = { as: 'public', title: '三号楼顶板漏水', text: '三号楼顶板漏水，业主反映多次。' };
  await desk.step(desk.intake, first.slug, 'publish', words);
  return { project, number: first.number };
}

let desk: Awaited<ReturnType<typeof serveComplaints<Awaited<ReturnType<typeof prepare>>>>>;
let browser: Browser;
beforeAll(async () => {
  await ensureChromium();
  desk = await serveComplaints(prepare);
  const executablePath = findChromium();
  browser = await chromium.launch({ args: FLAGS, ...(executablePath ? { executablePath } : {}) });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

let machines = 0;
/** One of the people at a browser with scripts, on a machine of their own: each may send only so much. */
async function enter(name: ComplaintsName, path: string): Promise<Page> {
  machines += 1;
  const value = desk.as(name).cookies.get('sunlit') ?? '';
  const context = await browser.newContext({
    baseURL: desk.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1600, height: 1000 },
    extraHTTPHeaders: { 'x-forwarded-for': `198.16.0.${String(machines)}` }
  });
  await context.addCookies([{ name: 'sunlit', value, url: desk.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  return page;
}

/** Keys serve once scripts run: their button comes with them. */
const ready = (page: Page) => look(page.getByRole('button', { name: /快捷键/ })).toBeVisible();
const done = (page: Page, act: string) =>
  look(page.getByRole('main').getByText(`已办理：${act}。`)).toBeVisible();

/** Opens the form of a step, fills it in and sends it. */
async function step(
  page: Page,
  act: string,
  name: string,
  fill: (form: ReturnType<Page['locator']>) => Promise<void>
) {
  const block = page.locator(`[data-act=${act}]`);
  const summary = block.locator('summary').first();
  if ((await block.evaluate((node) => node.tagName)) === 'DETAILS') await summary.click();
  await fill(block);
  await block.getByRole('button', { name: `确认${name}` }).click();
  await done(page, name);
  await page.waitForLoadState('networkidle');
}

// before anything is done to the one that is joined
it('whoever has the same problem joins with a press, and has a code and a clock of their own', async () => {
  const page = await browser.newPage({
    ...{ viewport: { width: 375, height: 812 }, locale: 'zh-CN' },
    // the server is told to read the address from it
    extraHTTPHeaders: { 'x-forwarded-for': '198.51.111.200' }
  });
  await page.goto(`${desk.url}/complaints/new?project=${desk.public.project}`);
  await page.locator('form[data-scripted]').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('radio', { name: /渗漏/ }).check();
  await page.getByText('在保修期内').waitFor();
  await page.getByRole('radio', { name: '我也遇到同样的问题：三号楼顶板漏水' }).check();
  await page.getByText(`您选择了加入 ${desk.public.number}`).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('防刷计算已完成').waitFor();
  await page.getByRole('button', { name: '提交投诉' }).click();
  const code = await page.locator('[data-code]').getAttribute('data-code');
  expect(code).toMatch(/^(\w{4}-){4}\w{4}$/);
  const said = await page.getByRole('main').innerText();
  expect(said).toContain(`已加入 ${desk.public.number}`);
  expect(said).toContain('15 天内告知是否受理');
  expect(said).not.toContain('先经人工查看');
});

describe('a complaint', () => {
  it('goes from the inbox to its end through five people', async () => {
    const { slug, number } = desk.one;
    const path = `/desk/complaints/${slug}`;
    const intake = await enter('intake', '/desk/complaints');
    await intake.getByRole('link', { name: `投诉 ${number}` }).click();
    await look(intake.getByText(canary.description)).toBeVisible();
    // the list stays beside the case
    await look(
      intake.getByRole('navigation', { name: '列表' }).getByRole('link', { name: desk.two.number })
    ).toBeVisible();
    await intake.waitForLoadState('networkidle');
    await step(intake, 'accept', '受理', () => Promise.resolve());

    const handler = await enter('handler', path);
    await step(handler, 'ask', '联系投诉人', (form) =>
      form.locator('textarea').fill('请问是哪一天开始渗水的？')
    );
    await step(handler, 'extract', '请企业说明', async (form) => {
      await form.locator('select').selectOption(desk.organization);
      await form.locator('textarea').fill('住户反映卫生间渗水，请说明防水施工和检测情况');
    });
    await look(handler.locator('#extracts + ul')).toContainText('等待说明');

    const company = await enter('developer', '/desk/extracts');
    expect(await company.content()).not.toContain(number);
    await company.getByRole('link', { name: /请说明情况/ }).click();
    await company.getByRole('textbox', { name: '说明内容' }).fill('防水层老化，三日内返工');
    await company.getByRole('button', { name: '提交说明' }).click();
    await look(company.getByText('已提交，主管部门现在可以看到。')).toBeVisible();
    expect(await company.content()).not.toContain(canary.description);

    await handler.goto(path);
    await handler.waitForLoadState('networkidle');
    await look(handler.getByText('防水层老化，三日内返工')).toBeVisible();
    await step(handler, 'reply', '答复', async (form) => {
      await form.getByRole('radio', { name: '属实', exact: true }).check();
      await form.getByRole('radio', { name: '已说明情况' }).check();
      await form.getByRole('textbox', { name: '给投诉人的答复' }).fill('企业三日内返工，我们会到场检查');
      await form.getByRole('textbox', { name: '公开的答复' }).fill('企业三日内返工防水层');
    });
    // whoever handled it cannot follow up
    expect(await handler.locator('[data-act=close]').count()).toBe(0);
    const follower = await enter('follower', path);
    await step(follower, 'close', '回访后办结', async (form) => {
      await form.getByRole('radio', { name: '联系上了', exact: true }).check();
      await form.locator('textarea').fill('电话回访，投诉人认可');
    });
    await look(follower.getByText('已办结').first()).toBeVisible();
  });

  it('is worked on with the keyboard alone', async () => {
    const page = await enter('intake', '/desk/complaints?queue=intake');
    await ready(page);
    await page.keyboard.press('?');
    await look(page.getByRole('dialog')).toBeVisible();
    await look(page.getByRole('dialog').getByText('写备注')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const row = page.locator('[data-row]:focus');
    await look(row).toHaveCount(1);
    const target = await row.getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === target?.split('?')[0]);
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('n');
    await look(page.locator('[data-act=note] textarea:focus')).toHaveCount(1);
    // letters are letters while one writes
    await page.keyboard.type('note: ask the company about parts');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await done(page, '内部备注');
    await look(page.getByText('note: ask the company about parts')).toBeVisible();
    await page.goto('/desk/complaints?queue=intake');
    await ready(page);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.waitForURL(/#act-accept$/);
    await look(page.locator('[data-act=accept] textarea:focus')).toHaveCount(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await done(page, '受理');
    expect(new URL(page.url()).searchParams.get('queue')).toBe('intake');
  });

  it('has pages without barriers, on a phone and in the dark', async () => {
    const page = await enter('intake', '/desk');
    const paths = ['/desk/complaints', `/desk/complaints/${desk.three.slug}`];
    for (const path of paths) await expectNoBarriersAt(page, path);
    const company = await enter('developer', '/desk');
    await expectNoBarriersAt(company, '/desk/extracts');
    expect(paths).toHaveLength(2);
  });
});
