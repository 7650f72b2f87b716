import { expect, test, type Locator, type Page } from 'playwright/test';
import { fileOf, GOOD } from '#lib/projects/import/fixtures.ts';
import { expectNoBarriersAt, expectNoBarriersOnPhoneAt } from '#tests/support/barriers.ts';
import { firstLinkAt } from '#tests/support/links.ts';
import { scripted } from '#tests/support/scripted.ts';
import { signIn } from '#tests/support/signing-in.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const main = (page: Page) => page.getByRole('main');

/** Goes there as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard does not reach it.');
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

let files = 0;
/** Two projects that nobody has yet; the second may have a bad cell. */
function listOf(bad: boolean): { name: string; mimeType: string; buffer: Buffer; estate: string } {
  files += 1;
  const serial = (Date.now() % 10_000_000) * 10 + files;
  // of days that no other worker takes
  const worker = Number(process.env.TEST_PARALLEL_INDEX ?? 0);
  const day = new Date(Date.UTC(1991, 0, 1 + (Date.now() % 3_000) * 3 + (worker % 3)))
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  const estate = `导入小区${String(serial)}`;
  const row = (sequence: string, housing_type: string) => ({
    ...GOOD,
    // of each process its own: two may begin in the same millisecond
    permit_no: `420102${day}${sequence}0${String(1 + (test.info().parallelIndex % 3))}`,
    name: `${estate}之${sequence}`,
    housing_type
  });
  const text = fileOf(row('01', '商品住宅'), row('02', bad ? '别墅' : '公租房'));
  return { name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from(text), estate };
}

test('an officer imports a file with a bad cell, corrects it, writes it, and the public sees it: by keyboard', async ({
  page,
  browser
}) => {
  await signIn(page, 'wuhan', '/desk/projects/import');
  const wrong = listOf(true);
  await page.getByLabel('选择文件').setInputFiles(wrong);
  await press(page, page.getByRole('button', { name: '上传并核对' }));
  await expect(page.getByText('文件有错误，没有写入任何内容')).toBeVisible();
  const problem = page.getByRole('row', { name: /别墅/ });
  await expect(problem).toContainText('3');
  await expect(problem).toContainText('住房类型');

  const download = page.waitForEvent('download');
  await press(page, page.getByRole('link', { name: '下载需要改正的行' }));
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  const text = wrong.buffer.toString().replace('别墅', '公租房');
  await page.getByLabel('选择文件').setInputFiles({ ...wrong, buffer: Buffer.from(text) });
  await press(page, page.getByRole('button', { name: '上传并核对' }));
  await expect(heading(page)).toHaveText('清单.csv');
  await expect(page.getByRole('row', { name: new RegExp(wrong.estate) })).toHaveCount(2);
  await expect(page.getByText('2 个项目立即公开')).toBeVisible();
  await press(page, page.getByRole('button', { name: '写入并公开 2 个项目' }));
  await expect(page.getByText('已写入 2 个项目')).toBeVisible();

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`/projects?q=${encodeURIComponent(wrong.estate)}`);
  await expect(
    visitor
      .getByRole('main')
      .getByRole('link', { name: new RegExp(wrong.estate) })
      .first()
  ).toBeVisible();
});

test('a preview shows old and new, and an import can be thrown away', async ({ page }) => {
  await signIn(page, 'wuhan', '/desk/projects/import');
  const list = listOf(false);
  const upload = async (buffer: Buffer) => {
    await page.goto('/desk/projects/import');
    await scripted(page);
    await page.getByLabel('选择文件').setInputFiles({ ...list, buffer });
    await page.getByRole('button', { name: '上传并核对' }).click();
    await expect(heading(page)).toHaveText('清单.csv');
  };
  await upload(list.buffer);
  await page.getByRole('button', { name: '写入并公开 2 个项目' }).click();
  await expect(page.getByText('已写入 2 个项目')).toBeVisible();
  await upload(Buffer.from(list.buffer.toString().replace('公租房', '棚改房')));
  await expect(page.getByText('住房类型：公租房 → 棚改房')).toBeVisible();
  await page.locator('summary', { hasText: '放弃这次导入' }).click();
  await expect(page.getByText('没有写入任何内容，公众看到的不变')).toBeVisible();
  await page.getByRole('button', { name: '放弃这次导入' }).click();
  await expect(heading(page)).toHaveText('导入项目清单');
  await upload(list.buffer);
  await expect(page.getByText('与现有数据完全一致')).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a file is imported from upload to the public page', async ({ page }) => {
    await signIn(page, 'wuhan');
    await page.goto('/desk/projects/import');
    const list = listOf(false);
    await page.getByLabel('选择文件').setInputFiles(list);
    await page.getByRole('button', { name: '上传并核对' }).click();
    await expect(heading(page)).toHaveText('清单.csv');
    await page.getByRole('button', { name: '写入并公开 2 个项目' }).click();
    await expect(page.getByText('已写入 2 个项目')).toBeVisible();
    await page.goto(`/projects?q=${encodeURIComponent(list.estate)}`);
    await expect(main(page).getByText(list.estate).first()).toBeVisible();
  });

  test('a form grows by rows and keeps every word', async ({ page }) => {
    await signIn(page, 'wuhan');
    await page.goto('/desk/projects/new');
    await page.getByLabel('项目名称').fill('打了一半的小区');
    await page.getByLabel('第 1 栋 · 楼栋').fill('1号楼');
    await page.getByRole('button', { name: '再加 5 行' }).click();
    await expect(page.getByLabel('第 10 栋 · 楼栋')).toBeVisible();
    await expect(page.getByLabel('项目名称')).toHaveValue('打了一半的小区');
    await expect(page.getByLabel('第 1 栋 · 楼栋')).toHaveValue('1号楼');
  });
});

test('a project is registered and changed; whoever is slower sees what differs and loses nothing', async ({
  page
}) => {
  await signIn(page, 'wuhan', '/desk/projects/new');
  await page.getByRole('button', { name: '登记并公开' }).click();
  await expect(page.getByRole('alert')).toContainText('项目名称');
  const serial = String(Date.now() % 1_000_000).padStart(6, '0');
  await page.getByLabel('项目名称').fill(`登记小区${serial}`);
  await page.getByLabel('项目代码').fill(`2020-420102-47-03-${serial}`);
  await page.getByLabel('所在地区').selectOption({ label: '江岸区' });
  await page.getByLabel('地址', { exact: false }).first().fill('一元路1号');
  await page.getByLabel('住房类型').selectOption('commodity');
  await page.getByLabel('建设单位 · 名称').fill('示范登记建设有限公司');
  await page.getByRole('button', { name: '登记并公开' }).click();
  await expect(page.getByText('项目已登记')).toBeVisible();

  const slow = await page.context().newPage();
  await slow.goto(page.url());
  await scripted(slow);
  await page.getByLabel('功能区').fill('东湖高新区');
  await page.getByRole('button', { name: '保存并公开' }).click();
  await expect(page.getByText('已保存，公众现在可以看到')).toBeVisible();

  await slow.getByLabel('功能区').fill('经开区');
  await slow.getByRole('button', { name: '保存并公开' }).click();
  await expect(slow.getByText('别人修改了这个项目')).toBeVisible();
  const difference = slow.getByRole('row', { name: /功能区/ });
  await expect(difference).toContainText('东湖高新区');
  await expect(difference).toContainText('经开区');
  await expect(slow.getByLabel('功能区')).toHaveValue('经开区');
  await slow.getByRole('button', { name: '保存并公开' }).click();
  await expect(slow.getByText('已保存，公众现在可以看到')).toBeVisible();
});

test('an administrator grants a membership and ends it, told what follows', async ({ page }) => {
  await signIn(page, 'admin', '/desk/people/grant');
  await page.getByLabel('电子邮箱').fill('resident@example.org');
  await page.getByRole('radio', { name: /企业成员/ }).check();
  await page.locator('[name=organization]').fill('没有这个单位');
  await page.getByRole('button', { name: '授予任职' }).click();
  await expect(page.getByRole('alert')).toContainText('没有找到这个单位');
  await page.goto('/desk/organizations?kind=company');
  const company = await main(page).locator('tbody th a').first().innerText();
  await page.goto('/desk/people/grant?email=resident%40example.org');
  await scripted(page);
  await page.getByRole('radio', { name: /企业成员/ }).check();
  await page.locator('[name=organization]').fill(company);
  await page.getByRole('button', { name: '授予任职' }).click();
  await expect(main(page).getByText(`${company} · 企业成员`)).toBeVisible();
  await main(page).locator('summary').click();
  await expect(page.getByText(/会立即失去在.*的全部权限/)).toBeVisible();
  await page.getByRole('button', { name: '结束此项任职' }).click();
  await expect(page.getByText('任职已结束。')).toBeVisible();
});

const pages = {
  admin: [
    '/desk',
    '/desk/organizations',
    '/desk/organizations/new',
    '/desk/people',
    '/desk/people/grant',
    '/desk/milestone-kinds',
    '/desk/catalogue/completion_filing',
    '/desk/calendar',
    '/desk/audit'
  ],
  wuhan: [
    '/desk',
    '/desk/projects',
    '/desk/projects/new',
    '/desk/projects/import',
    '/desk/catalogue',
    '/desk/catalogue/new',
    '/desk/catalogue/preview'
  ]
};

/** Also a page of a single thing, which has an address of its own in each run. */
async function pathsOf(page: Page, name: keyof typeof pages): Promise<string[]> {
  const list = name === 'admin' ? '/desk/organizations' : '/desk/projects';
  return [...pages[name], await firstLinkAt(page, list, 'main tbody th a')];
}

for (const name of ['admin', 'wuhan'] as const) {
  test(`no barrier on the pages of ${name}`, async ({ page }) => {
    test.setTimeout(600_000);
    await signIn(page, name);
    for (const path of await pathsOf(page, name)) await expectNoBarriersAt(page, path);
  });
}

test('no barrier at the desk of complaints, in a case, its print, settings and connections, and for its person', async ({
  page
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'wuhan', '/desk/complaints');
  const links = (start: string) =>
    main(page)
      .locator(`a[href^="${start}"]`)
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const list = '/desk/complaints';
  const one = (await links(`${list}/`)).find((path) => /\/[a-z0-9]{10}$/.test(path));
  await page.goto(`${list}/connections`);
  const [log] = await links(`${list}/connections/`);
  const settings = ['templates', 'routes', 'deadlines', 'import', 'connections'].map(
    (name) => `${list}/${name}`
  );
  const paths = [list, one, `${String(one)}/print`, log, ...settings];
  for (const path of paths) await expectNoBarriersOnPhoneAt(page, path ?? 'a link that is not there');

  // the list stands beside the case, and the key goes on from the one that is open
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(one ?? '');
  await scripted(page);
  await page.keyboard.press('j');
  await expect(page.locator('[data-row]').nth(1)).toBeFocused();

  await signIn(page, 'resident', '/account/complaints');
  const [own] = await links('/account/complaints/');
  for (const path of ['/account/complaints', own])
    await expectNoBarriersOnPhoneAt(page, path ?? 'a link that is not there');
});
