import { expect, test, type Page } from 'playwright/test';
import { png } from '#lib/documents/fixtures.ts';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { disclose, openCase, submit, visit } from '#tests/support/findings-story.ts';
import { scripted } from '#tests/support/scripted.ts';
import { enter, post } from '#tests/support/signing-in.ts';

const main = (page: Page) => page.getByRole('main');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const picture = (name: string, width: number) => ({ name, mimeType: 'image/png', buffer: png(width, 32) });

const wrong = {
  kind: 'item',
  item: 'rebar_tests',
  verdict: 'differs',
  note: '二层梁柱节点的接头编号在报告里找不到'
};
const danger = { kind: 'free', note: '三层楼梯间临边没有防护' };

async function upload(page: Page, group: string, file: ReturnType<typeof picture>): Promise<void> {
  await page.locator(`input[name="${group}.files"]`).first().setInputFiles(file);
  await expect(page.locator(`input[name="${group}.document"]`)).toHaveCount(1);
}

/** Whoever is there presses the key that leads to the step, and fills in no more than it asks for. */
async function triage(page: Page): Promise<void> {
  await page.keyboard.press('a');
  await expect(page.locator('[data-act=triage] input:focus')).toHaveCount(1);
  await page.getByRole('radio', { name: /^受理 核查人/ }).check();
  await page.getByRole('button', { name: '分办' }).click();
  await expect(main(page).getByText('已分办，核查人会收到结果。')).toBeVisible();
}

async function contest(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^有异议/ }).check();
  await page.getByRole('textbox', { name: '答复内容' }).fill('编号在补充报告里，见所附照片。');
  await upload(page, 'evidence', picture('补充报告.png', 40));
  await page.getByRole('button', { name: '提交答复' }).click();
  await expect(main(page).getByText('已答复，主管部门和核查人现在可以看到。')).toBeVisible();
}

async function askExpert(page: Page): Promise<void> {
  await expect(main(page).getByText('须先有专家意见')).toBeVisible();
  await page.locator('summary', { hasText: '请专家出具意见' }).click();
  const expert = page.getByLabel('专家', { exact: true });
  const option = expert.locator('option', { hasText: '温怀瑾' });
  await expert.selectOption((await option.getAttribute('value')) ?? '');
  await page.getByRole('button', { name: '请这位专家' }).click();
  await expect(main(page).getByText('已邀请专家，专家会收到提醒。')).toBeVisible();
}

async function decide(page: Page): Promise<void> {
  for (const [position, decision] of [
    ['1', '属实'],
    ['2', '不属实']
  ]) {
    const line = page.locator(`#line-${position ?? ''}`);
    await line.getByRole('radio', { name: decision, exact: true }).check();
    await line.getByRole('textbox').fill(`第 ${position ?? ''} 项经现场核对`);
  }
  await page.getByRole('button', { name: '提交认定' }).click();
  await expect(main(page).getByText('已认定，到期自动公布。')).toBeVisible();
}

/** The clock publishes after a working day; two signatures and a release do it now. */
async function publish(first: Page, second: Page, path: string): Promise<void> {
  await first.goto(path);
  await scripted(first);
  await first.locator('summary', { hasText: '不予公开' }).click();
  await first.getByRole('radio', { name: /第十六条第二款/ }).check();
  await first.getByRole('textbox', { name: '理由' }).fill('正在立案调查');
  await first.getByLabel('不予公开至').fill(inDays(20));
  await first.getByRole('button', { name: '签字并交第二人' }).click();
  await expect(main(first).getByText('您已签字，等待第二人签字。')).toBeVisible();
  await second.goto(path);
  await scripted(second);
  await second.getByRole('radio', { name: '同意不予公开' }).check();
  await second.getByRole('button', { name: '签署' }).click();
  await expect(main(second).getByText('已签署。')).toBeVisible();
  await scripted(second);
  await second.locator('summary', { hasText: '恢复公开' }).click();
  await second.getByRole('textbox', { name: '理由' }).fill('调查已经结束');
  await second.getByRole('button', { name: '恢复公开' }).click();
  await expect(main(second).getByText('已恢复。')).toBeVisible();
}

async function putRight(page: Page, number: string): Promise<void> {
  await openCase(page, 'rectify', number);
  await page.getByRole('textbox', { name: '整改方案' }).fill('补齐编号，重新报送补充检测报告。');
  await page.getByLabel('计划完成日期').fill(inDays(3));
  await page.getByRole('button', { name: '提交整改方案' }).click();
  await expect(main(page).getByText('整改方案已提交。')).toBeVisible();
  await scripted(page);
  await page.getByRole('button', { name: '提交整改结果' }).click();
  await expect(page.getByRole('alert')).toContainText('请至少上传一张整改后的照片');
  await upload(page, 'before', picture('整改前.png', 41));
  await upload(page, 'after', picture('整改后.png', 42));
  await page.getByRole('textbox', { name: '整改说明' }).fill('编号已补齐，报告已更正。');
  await page.getByRole('button', { name: '提交整改结果' }).click();
  await expect(main(page).getByText('整改结果已提交，等待复查。')).toBeVisible();
}

test('a finding goes from check-in to a closed rectification through five roles', async ({
  browser,
  baseURL
}) => {
  test.setTimeout(900_000);
  const origin = baseURL ?? '';
  const { project, name } = await disclose(browser, origin);
  const [company, finder, wuhan, province, expert] = await Promise.all(
    ['company', 'deputy', 'wuhan', 'province', 'expert'].map((who) => enter(browser, who))
  );
  if (!company || !finder || !wuhan || !province || !expert) throw new Error('somebody is missing');
  const day = await visit(company, finder, project, 'deputy');
  const { slug, number } = await submit(finder, day, origin, [wrong, danger]);
  const path = `/desk/findings/${slug}`;

  await openCase(wuhan, 'triage', number);
  await expect(main(wuhan).getByText('GJ-2026-001 至 GJ-2026-034')).toBeVisible();
  await triage(wuhan);
  await openCase(company, 'reply', number);
  await expect(main(company).getByText('江知远')).toHaveCount(0);
  await contest(company);
  await wuhan.goto(path);
  await expect(main(wuhan).getByRole('button', { name: '提交认定' })).toHaveCount(0);
  await openCase(province, 'verify', number);
  await askExpert(province);
  const opinion = { 'decision.1': 'substantiated', 'reason.1': '补充报告没有这个编号' };
  const other = { 'decision.2': 'not_substantiated', 'reason.2': '照片上有防护栏杆', note: '查看了两份报告' };
  await post(expert, `/account/opinions/${slug}?/give`, { ...opinion, ...other });
  await openCase(province, 'verify', number);
  await expect(main(province).getByText('补充报告没有这个编号')).toBeVisible();
  await decide(province);
  await publish(wuhan, province, path);
  await putRight(company, number);

  await post(finder, `/account/findings/${slug}?/reinspect`, { position: '1', fixed: 'yes', note: '' });
  await openCase(wuhan, 'done', number);
  await expect(main(wuhan).getByText('整改：已销号')).toBeVisible();
  await expect(main(wuhan).getByText('由核查人确认。')).toBeVisible();
  await wuhan.goto('/account/inbox');
  await expect(main(wuhan).getByText(number).first()).toBeVisible();

  // in English: the same case is read, and another one is told to repeat it
  const again = await submit(finder, day, origin, [wrong]);
  await wuhan.goto(`/en/desk/findings?queue=triage&q=${again.number}`);
  await scripted(wuhan);
  await wuhan.keyboard.press('j');
  await wuhan.keyboard.press('Enter');
  await expect(wuhan.getByRole('heading', { level: 1 })).toContainText(`Finding ${again.number}`);
  await scripted(wuhan);
  await wuhan.getByRole('radio', { name: /^Duplicate Finder/ }).check();
  await wuhan.getByLabel('Which finding does it repeat?').selectOption(slug);
  await wuhan.getByRole('textbox', { name: 'Reason' }).fill('the same joints');
  await wuhan.getByRole('button', { name: 'Triage' }).click();
  await expect(main(wuhan).getByText('Triaged. The finder is told.')).toBeVisible();
  await company.goto(`/en${path}`);
  await expect(company.getByRole('heading', { level: 1 })).toContainText(`Finding ${number}`);
  await expect(main(company).getByText('Rectification: Closed')).toBeVisible();
  await expect(main(company).getByText('Confirmed by: Finder.')).toBeVisible();
  await expect(main(company).getByText(name).first()).toBeVisible();

  await expectNoBarriersAt(wuhan, path);
  await expectNoBarriersAt(wuhan, `/desk/findings?queue=done&project=${project}`);
});
