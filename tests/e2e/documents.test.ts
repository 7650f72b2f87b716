import { expect, test, type Page } from 'playwright/test';
import { pathOf } from '#lib/documents/documents.ts';
import * as files from '#lib/documents/fixtures.ts';
import { taken, type TakenDocument } from '#lib/documents/schema.ts';
import { companies } from '#lib/programme/demo/names.ts';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { sha256 } from '#tests/support/hash.ts';
import { firstLinkAt } from '#tests/support/links.ts';
import { scripted } from '#tests/support/scripted.ts';
import { signIn } from '#tests/support/signing-in.ts';

const main = (page: Page) => page.getByRole('main');
const record = files.pdf({ pages: ['A record of rebar'] });

test.describe('checking a file', () => {
  for (const [prefix, none] of [
    ['', '没有公示持有这份文件'],
    ['/en', 'No disclosure holds this file']
  ] as const) {
    test(`hashes it on the device and sends nothing but the hash: ${prefix || '/'}`, async ({ page }) => {
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'GET' || request.postData()) sent.push(request.url());
      });
      await page.goto(`${prefix}/verify`);
      await page.getByLabel(/把文件拖到这里|Drop a file here/).setInputFiles({
        name: '报告.pdf',
        mimeType: 'application/pdf',
        buffer: record
      });
      await expect(main(page).getByText(none)).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`hash=${sha256(record)}$`));
      await expect(main(page).getByText(/报告\.pdf/)).toBeVisible();
      expect(sent).toEqual([]);
    });
  }

  test('takes a file that is dropped, and says of one too large that it cannot be here', async ({ page }) => {
    await page.goto('/verify');
    await scripted(page);
    const drop = async (size: number) => {
      const data = await page.evaluateHandle((bytes) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], '扫描件.pdf'));
        return transfer;
      }, size);
      await page
        .getByRole('group', { name: '选择要校验的文件' })
        .dispatchEvent('drop', { dataTransfer: data });
    };
    await drop(21 * 1024 * 1024);
    await expect(page.getByRole('alert')).toContainText('超过 20 MB');
    await drop(1000);
    await expect(main(page).getByText('没有公示持有这份文件')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('has no barrier, with and without an answer', async ({ page }) => {
    for (const query of ['', `?hash=${sha256(record)}`, '?hash=no-hash', '?entry=1'])
      await expectNoBarriersAt(page, `/verify${query}`);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('takes a pasted hash, with what the tool wrote around it', async ({ page }) => {
      await page.goto('/verify');
      await expect(page.getByLabel(/把文件拖到这里/)).toHaveCount(0);
      await page.getByLabel('SHA-256 校验值').fill(`${sha256(record).toUpperCase()}  报告.pdf`);
      await page.getByRole('button', { name: '查询' }).click();
      await expect(main(page).getByText('没有公示持有这份文件')).toBeVisible();
    });
  });
});

/** Files whose makers hoped that a browser would take them for a page. */
const hostile: [string, Buffer][] = [
  ['photo.html', files.png(16, 16, [['tEXt', Buffer.from('Comment\0<script>alert(1)</script>')]])],
  ['"><img src=x onerror=alert(1)>.png', files.png(17, 16)],
  ['report.svg', files.pdf({ pages: ['<script>alert(1)</script>'] })]
];

test('what was uploaded runs nothing in a browser, whatever it is called', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await signIn(page, 'company');
  await page.goto('/');
  const named = `/organizations?q=${encodeURIComponent(companies.developer[0]?.name ?? '')}`;
  const developer = await firstLinkAt(page, named, 'main a[href^="/organizations/"]');
  const project = (await firstLinkAt(page, developer, 'main a[href^="/projects/"]')).split('/').at(-1) ?? '';

  for (const [name, buffer] of hostile) {
    const response = await page.request.post('/desk/documents', {
      headers: { origin: new URL(page.url()).origin, accept: 'application/json' },
      multipart: { project, sha256: sha256(buffer), file: { name, mimeType: 'text/html', buffer } }
    });
    expect(response.status(), name).toBe(201);
    const document: TakenDocument = taken.parse(await response.json());
    // a download is no page: the address stays where it was
    await page.goto(pathOf(document)).catch(() => undefined);
    await page.goto(`/documents/${document.document_id}/page.html`).catch(() => undefined);
    await page.waitForLoadState();
    expect(dialogs, name).toEqual([]);
  }
});
