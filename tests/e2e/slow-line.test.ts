import { expect, test, type Page } from 'playwright/test';
import { scripted } from '#tests/support/scripted.ts';
import { signIn } from '#tests/support/signing-in.ts';

const main = (page: Page) => page.getByRole('main');

/** Opens a page whose scripts come only when the function it answers is called. */
async function openSlowly(page: Page, path: string): Promise<() => Promise<void>> {
  const held: (() => void)[] = [];
  let open = false;
  await page.route('**/_app/**/*.js', async (route) => {
    if (!open) await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return async () => {
    open = true;
    for (const go of held) go();
    await scripted(page);
    await page.unrouteAll({ behavior: 'wait' });
  };
}

test('what is written before the scripts come stays', async ({ page }) => {
  const arrive = await openSlowly(page, '/account/sign-in?next=%2Faccount%2Fprofile');
  await page.getByLabel('电子邮箱').fill('resident@example.org');
  await page.getByLabel('密码', { exact: true }).fill('sunlit-demo-2026');
  await arrive();
  await expect(page.getByLabel('电子邮箱')).toHaveValue('resident@example.org');
  await main(page).getByRole('button', { name: '登录', exact: true }).click();
  await expect(page).toHaveURL(/\/account\/profile/);
});

test('what is changed before the scripts come stays changed', async ({ page }) => {
  await signIn(page, 'resident', '/account/profile');
  const arrive = await openSlowly(page, '/account/profile');
  const name = page.getByLabel('显示名称');
  await name.fill('早写的名字');
  const english = page.getByRole('radio', { name: 'English' });
  await english.check();
  const mails = main(page).getByRole('checkbox');
  const wanted = await mails.isChecked();
  await mails.setChecked(!wanted);
  await arrive();
  await expect(name).toHaveValue('早写的名字');
  await expect(english).toBeChecked();
  expect(await mails.isChecked()).toBe(!wanted);
});
