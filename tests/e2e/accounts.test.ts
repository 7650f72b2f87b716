import { generateSync } from 'otplib';
import { expect, test, type Locator, type Page } from 'playwright/test';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { scripted } from '#tests/support/scripted.ts';

const password = 'mud boots on tuesday';
let people = 0;
const newAddress = () => {
  people += 1;
  return `e2e-${String(process.pid)}-${String(Date.now())}-${String(people)}@example.org`;
};

/** Goes there as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard does not reach it.');
}

async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('main').getByRole('button', { name, exact: true }).first());
  await page.keyboard.press('Enter');
}

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto('/account/sign-up');
  await scripted(page);
  await write(page, page.getByLabel('电子邮箱'), email);
  await write(page, page.getByLabel('密码', { exact: true }), password);
  await write(page, page.getByLabel('显示名称'), '陈小梅');
  await press(page, '注册账号');
  await expect(page.getByText('提交成功')).toBeVisible();
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/account/sign-in?next=%2Faccount%2Fprofile');
  await scripted(page);
  await write(page, page.getByLabel('电子邮箱'), email);
  await write(page, page.getByLabel('密码', { exact: true }), password);
  await press(page, '登录');
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test('signs up, edits the profile, signs out and in, and gives a second factor, by keyboard alone', async ({
  page
}) => {
  const email = newAddress();
  await signUp(page, email);
  await signIn(page, email);
  await expect(heading(page)).toHaveText('个人资料');
  await write(page, page.getByLabel('显示名称'), '陈工');
  await press(page, '保存');
  await expect(page.getByText('已保存')).toBeVisible();
  await expect(page.getByRole('banner').getByText('陈工')).toBeVisible();

  const security = page.getByRole('main').getByRole('link', { name: '登录与安全' });
  await tabTo(page, security);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('登录与安全');
  await write(page, page.getByLabel('当前密码').first(), password);
  await press(page, '开启两步验证');
  await expect(page.getByRole('img', { name: '两步验证的密钥' })).toBeVisible();
  const secret = (await page.getByRole('main').locator('code').innerText()).replace(/\s/g, '');
  await write(page, page.getByLabel('六位验证码'), generateSync({ secret }));
  await press(page, '开启两步验证');
  await expect(page.getByText('从下次登录起需要验证码')).toBeVisible();

  const menu = page.getByRole('banner').locator('summary');
  await menu.focus();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('banner').getByRole('button', { name: '退出登录' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('banner').getByRole('link', { name: '登录' })).toBeVisible();

  await signIn(page, email);
  await expect(heading(page)).toHaveText('输入验证码');
  await page.goto('/account/profile');
  await expect(heading(page), 'no way around the code').toHaveText('输入验证码');
  await scripted(page);
  // the code of the enrolment is used up, so this is the one after it
  const next = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
  await write(page, page.getByLabel('六位验证码'), next);
  await press(page, '验证');
  await expect(heading(page)).toHaveText('个人资料');
});

test('says what is wrong beside the field and keeps what was written', async ({ page }) => {
  await page.goto('/account/sign-up');
  await scripted(page);
  await page.getByLabel('电子邮箱').fill('someone@example.org');
  await page.getByLabel('显示名称').fill('陈小梅');
  await page.getByLabel('密码', { exact: true }).fill('qwertyuiop1');
  await page.getByRole('button', { name: '注册账号' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.getByLabel('密码', { exact: true })).toBeFocused();
  await expect(page.getByLabel('密码', { exact: true })).toHaveAccessibleDescription(/太常见/);
  await expect(page.getByLabel('电子邮箱')).toHaveValue('someone@example.org');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('signs up, in and out', async ({ page }) => {
    const email = newAddress();
    await page.goto('/account/sign-up');
    await page.getByLabel('电子邮箱').fill(email);
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.getByLabel('显示名称').fill('陈小梅');
    await page.getByRole('button', { name: '注册账号' }).click();
    await expect(page.getByText('提交成功')).toBeVisible();
    await page.goto('/account/profile');
    await expect(heading(page)).toHaveText('登录');
    await page.getByLabel('电子邮箱').fill(email);
    await page.getByLabel('密码', { exact: true }).fill('not the password');
    await page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await expect(page.getByText('邮箱或密码不正确')).toBeVisible();
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await expect(heading(page)).toHaveText('个人资料');
    await page.goto('/account/security');
    await page.getByLabel('当前密码').first().fill(password);
    await page.getByRole('button', { name: '开启两步验证' }).click();
    await expect(page.getByRole('img', { name: '两步验证的密钥' })).toBeVisible();
    await page.goto('/account/sign-out');
    await page.getByRole('main').getByRole('button', { name: '退出登录' }).click();
    await page.goto('/account/profile');
    await expect(heading(page)).toHaveText('登录');
  });
});

const token = 'a'.repeat(64);
const open = [
  'sign-in',
  'sign-up',
  'sign-out',
  'forgot',
  `reset?token_hash=${token}`,
  `confirm?token_hash=${token}`
];
const own = ['profile', 'security', 'delete'];

for (const path of open) {
  test(`no barrier on the open page ${path.slice(0, 20)}`, async ({ page }) => {
    await expectNoBarriersAt(page, `/account/${path}`);
  });
}

test('no barrier on the pages of an own account', async ({ page }) => {
  test.setTimeout(400_000);
  const email = newAddress();
  await signUp(page, email);
  await signIn(page, email);
  await expect(heading(page)).toHaveText('个人资料');
  for (const path of own) await expectNoBarriersAt(page, `/account/${path}`);

  await page.goto('/account/security');
  await scripted(page);
  await page.getByLabel('当前密码').first().fill(password);
  await page.getByRole('button', { name: '开启两步验证' }).click();
  await expect(page.getByRole('img', { name: '两步验证的密钥' })).toBeVisible();
  await expectNoBarriersAt(page, '/account/security');
  await page.goto('/account/security');
  await scripted(page);
  const secret = (await page.getByRole('main').locator('code').innerText()).replace(/\s/g, '');
  await page.getByLabel('六位验证码').fill(generateSync({ secret }));
  await page.getByRole('button', { name: '开启两步验证' }).click();
  await expect(page.getByText('从下次登录起需要验证码')).toBeVisible();
  await expectNoBarriersAt(page, '/account/security');
  await page.context().clearCookies();
  await signIn(page, email);
  await expect(heading(page)).toHaveText('输入验证码');
  await expectNoBarriersAt(page, '/account/code');
});
