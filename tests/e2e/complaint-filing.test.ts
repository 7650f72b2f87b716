import sharp from 'sharp';
import { expect, test, type Page } from 'playwright/test';
import { expectNoBarriersIn } from '#tests/support/barriers.ts';

test.use({ viewport: { width: 375, height: 812 } });

const form = (page: Page) => page.locator('form[data-step]');
const at = (page: Page, step: string) => expect(form(page)).toHaveAttribute('data-step', step);
const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click();

async function open(page: Page, path = '/complaints/new'): Promise<void> {
  await page.goto(path);
  await expect(form(page)).toHaveAttribute('data-scripted', 'true');
}

const photo = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#c96' } })
    .jpeg()
    .toBuffer();

/** All that the form keeps on the device. */
const onDevice = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('sunlit-complaint');
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify([all.result, Object.entries(localStorage)]));
          };
        };
      })
  );

/** Kept a moment after the last key. */
const kept = (page: Page, words: string) => expect.poll(() => onDevice(page)).toContain(words);

test('somebody files on a phone, is interrupted, goes on, and leaves with a code', async ({ page }) => {
  test.slow();
  const broken: string[] = [];
  page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
  await open(page);
  await next(page);
  await expect(page.getByRole('alert')).toContainText('请选择项目，或选择所在的区县');

  // a point on the map names the district and the projects near there
  await page.locator('.map-pick').click({ position: { x: 200, y: 120 } });
  await expect(page.getByText(/已标出：北纬/)).toBeVisible();
  await expect(form(page).locator('select[name=division]')).not.toHaveValue('');
  await page.getByRole('button', { name: '去掉标记' }).click();

  await page.getByLabel('小区、项目名称、地址或许可证号').fill('花园');
  await page.getByRole('button', { name: '查找项目' }).click();
  await form(page).getByRole('radio').first().check();
  await expectNoBarriersIn(page, 'where', 375);
  await next(page);
  await at(page, 'what');

  await page.getByRole('radio', { name: /渗漏/ }).check();
  await expect(page.getByText('保修期', { exact: true })).toBeVisible();
  await page.getByLabel('请写下情况').fill('主卧飘窗渗水，报修三次没有人来。');
  await page.getByLabel('具体位置').fill('3 栋 1102');
  await page.getByLabel('选择照片').setInputFiles([
    { name: '渗水.jpg', mimeType: 'image/jpeg', buffer: await photo() },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }
  ]);
  await expect(page.getByRole('img', { name: '照片 1' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('notes.txt');
  await expectNoBarriersIn(page, 'what', 375);
  await kept(page, '报修三次');

  await page.reload();
  await at(page, 'what');
  await expect(page.getByText('已恢复上次没有提交的内容')).toBeVisible();
  await expect(page.getByLabel('请写下情况')).toHaveValue('主卧飘窗渗水，报修三次没有人来。');
  await expect(page.getByRole('img', { name: '照片 1' })).toBeVisible();
  await next(page);
  await at(page, 'who');

  await page.getByLabel('只告诉主管部门').check();
  await page.getByRole('textbox', { name: '姓名' }).fill('李某某');
  await page.getByRole('textbox', { name: '电话' }).fill('13800000000');
  await expect(page.getByText('3 栋 1102')).toBeVisible();
  await expect(page.getByText('1 张')).toBeVisible();
  await expectNoBarriersIn(page, 'who', 375);
  // who somebody is stays on no device
  await kept(page, 'bureau_only');
  const own = await onDevice(page);
  for (const words of ['李某某', '13800000000']) expect(own).not.toContain(words);
  await page.reload();
  await at(page, 'who');
  await expect(page.getByRole('textbox', { name: '姓名' })).toHaveValue('');
  await page.getByRole('textbox', { name: '姓名' }).fill('李某某');

  await expect(page.getByText('防刷计算已完成')).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: '提交投诉' }).click();
  await expect(page.getByRole('heading', { name: '投诉已提交' })).toBeFocused();
  await expect(page.locator('[data-code]')).toHaveAttribute('data-code', /^(\w{4}-){4}\w{4}$/);
  await expect(page.getByText('先经人工查看')).toHaveCount(0);
  expect(page.url()).toMatch(/\/complaints\/new$/);
  await expectNoBarriersIn(page, 'receipt', 375);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存为图片' }).click()
  ]);
  expect(download.suggestedFilename()).toMatch(/\.png$/);

  await page.goto('/complaints/new');
  await expect(form(page)).toHaveAttribute('data-scripted', 'true');
  await at(page, 'where');
  await expect(page.getByText('已恢复上次没有提交的内容')).toHaveCount(0);
  expect(broken).toEqual([]);
});

test('a draft can be deleted from a phone that others use', async ({ page }) => {
  await open(page);
  await form(page).locator('select[name=division]').selectOption({ label: '江岸区' });
  await next(page);
  await page.getByLabel('请写下情况').fill('不想让别人看到的话');
  await kept(page, '不想让别人看到');
  await page.getByRole('button', { name: '删除本机草稿' }).click();
  await at(page, 'where');
  await page.reload();
  await at(page, 'where');
  await next(page);
  await expect(page.getByRole('alert')).toContainText('请选择项目');
});
