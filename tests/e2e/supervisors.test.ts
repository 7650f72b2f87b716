import { expect, test, type Page } from 'playwright/test';
import { pdf } from '#lib/documents/fixtures.ts';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { firstLinkAt } from '#tests/support/links.ts';
import { scripted } from '#tests/support/scripted.ts';
import { signIn, signInAs } from '#tests/support/signing-in.ts';

const main = (page: Page) => page.getByRole('main');

/** Somebody new, signed in. */
async function arrive(page: Page, next: string): Promise<void> {
  const [email, password] = [`applicant-${String(Date.now())}@example.org`, 'mud boots on tuesday'];
  await page.goto('/account/sign-up');
  await scripted(page);
  await page.getByLabel('电子邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('显示名称').fill('新来的住户');
  await page.getByRole('button', { name: '注册账号' }).click();
  await expect(page.getByText('提交成功')).toBeVisible();
  await signInAs(page, email, password, next);
}

test('somebody applies, the bureau registers, and anybody checks the certificate', async ({
  page,
  browser
}) => {
  const shown = `住户代表${String(Date.now())}`;
  await arrive(page, '/supervisors/apply');
  await page.getByLabel('住户代表').check();
  await page.getByLabel('监督地区').selectOption({ label: '江岸区' });
  await page.getByLabel('公开显示的姓名').fill(shown);
  await page.getByLabel('真实姓名').fill('真实的姓名');
  await page.getByLabel('电话').fill('电话不对');
  await page.getByLabel('身份或专长说明').fill('示范小区的住户代表。');
  await page.getByLabel('证明材料').setInputFiles({
    name: '推选书.pdf',
    mimeType: 'application/pdf',
    buffer: pdf()
  });
  await page.getByLabel('以上内容属实').check();
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByRole('alert')).toContainText('有 1 处需要修改');
  await expect(page.getByLabel('保留：推选书.pdf')).toBeChecked();
  await page.getByLabel('电话').fill('027-81234567');
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByText('您的申请正在审核')).toBeVisible();

  const officer = await (await browser.newContext()).newPage();
  await signIn(officer, 'wuhan', '/desk/supervisors');
  await main(officer).getByRole('link', { name: shown }).click();
  await expect(officer.getByText('真实的姓名')).toBeVisible();
  await officer.getByRole('button', { name: '予以登记' }).click();
  await expect(officer.getByText('已登记。')).toBeVisible();

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`/supervisors?q=${encodeURIComponent(shown)}`);
  await main(visitor).getByRole('link', { name: shown }).click();
  await expect(visitor.getByText('今天有效')).toBeVisible();
  await expect(visitor.getByRole('img', { name: /二维码/ })).toBeVisible();
  await expect(visitor.getByText('真实的姓名')).toHaveCount(0);
});

test('the public pages have no barriers', async ({ page }) => {
  const certificate = await firstLinkAt(
    page,
    '/supervisors?state=suspended',
    'main a[href^="/supervisors/42"]'
  );
  for (const path of ['/supervisors', certificate, '/supervisors/rights'])
    await expectNoBarriersAt(page, path);
});

test('applying has no barriers', async ({ page }) => {
  await signIn(page, 'resident');
  await expectNoBarriersAt(page, '/supervisors/apply');
});

test('the own registration has no barriers', async ({ page }) => {
  await signIn(page, 'deputy');
  await expectNoBarriersAt(page, '/account/supervisor');
});

test('the desk of the registry has no barriers', async ({ page }) => {
  await signIn(page, 'wuhan');
  const renewal = await firstLinkAt(
    page,
    '/desk/supervisors?list=renewals',
    'main a[href^="/desk/supervisors/"]'
  );
  for (const path of ['/desk/supervisors', renewal]) await expectNoBarriersAt(page, path);
});

test('appointing has no barriers', async ({ page }) => {
  await signIn(page, 'company');
  const plan = await firstLinkAt(page, '/desk/plans', 'main a[href$="/plan"]');
  await expectNoBarriersAt(page, plan.replace(/plan$/, 'supervisors'));
});
