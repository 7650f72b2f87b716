import { randomUUID } from 'node:crypto';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileComplaint } from '#lib/complaints/file.server.ts';
import { FLAGS, ensureChromium, findChromium } from '#tests/support/chromium.ts';
import { serveProjects } from '#tests/support/complaint-forms.ts';
import type { Projects } from '#tests/support/complaints-filing.ts';

/** A browser on a database that has a public complaint, which a demonstration need not have. */
async function prepare(p: Projects) {
  const { slug } = await p.accepted(400, { name: '渗水小区' });
  const first = { category: 'seepage', description: '顶板漏水', naming: 'anonymous' as const };
  const { receipt } = await fileComplaint(p.hub, { attempt: randomUUID(), project: slug, ...first });
  await p.publish(receipt.slug, '三号楼顶板漏水');
  return { slug, first: receipt };
}

let site: Awaited<ReturnType<typeof serveProjects<Awaited<ReturnType<typeof prepare>>>>>;
let browser: Browser;
beforeAll(async () => {
  await ensureChromium();
  site = await serveProjects(prepare, '198.51.111');
  const executablePath = findChromium() ?? undefined;
  browser = await chromium.launch({ args: FLAGS, executablePath });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('whoever has the same problem joins with a press, and has a code and a clock of their own', async () => {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' });
  await page.goto(`${site.url}/complaints/new?project=${site.slug}`);
  await page.locator('form[data-scripted]').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('radio', { name: /渗漏/ }).check();
  await page.getByText('在保修期内').waitFor();
  await page.getByRole('radio', { name: '我也遇到同样的问题：三号楼顶板漏水' }).check();
  await page.getByText(`您选择了加入 ${site.first.number}`).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('防刷计算已完成').waitFor();
  await page.getByRole('button', { name: '提交投诉' }).click();
  const code = await page.locator('[data-code]').getAttribute('data-code');
  expect(code).toMatch(/^(\w{4}-){4}\w{4}$/);
  const said = await page.getByRole('main').innerText();
  expect(said).toContain(`已加入 ${site.first.number}`);
  expect(said).toContain('15 天内告知是否受理');
  expect(said).not.toContain('先经人工查看');
});
