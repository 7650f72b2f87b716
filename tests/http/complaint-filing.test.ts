import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileComplaint } from '#lib/complaints/file.server.ts';
import { pdf, png } from '#lib/documents/fixtures.ts';
import {
  codeIn,
  fieldsIn,
  formOf,
  prove,
  send,
  serveProjects,
  wholeForm
} from '#tests/support/complaint-forms.ts';
import type { Projects } from '#tests/support/complaints-filing.ts';
import { findProgram, installPackages } from '#tests/support/programs.ts';

async function prepare(p: Projects) {
  const { slug } = await p.accepted(400, { name: '漏水小区' });
  const { receipt } = await fileComplaint(p.hub, {
    attempt: randomUUID(),
    project: slug,
    category: 'seepage',
    description: '顶板漏水',
    naming: 'anonymous'
  });
  await p.publish(receipt.slug, '三号楼顶板漏水');
  return { slug, public: receipt };
}

let site: Awaited<ReturnType<typeof serveProjects<Awaited<ReturnType<typeof prepare>>>>>;
beforeAll(async () => {
  site = await serveProjects(prepare, '198.51.110');
});
afterAll(() => site.close());

const text = async (response: Response) =>
  (await response.text()).replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ');
const photo = (more: (image: Sharp) => Sharp = (image) => image) =>
  more(sharp({ create: { width: 300, height: 200, channels: 3, background: '#7a5' } }))
    .jpeg()
    .toBuffer();
const stored = () =>
  readdirSync(join(site.dataDir, 'files', 'complaints'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('a complaint, without scripts', () => {
  it('is filed in three steps, found, described, reviewed, and answered with a code that is shown once', async () => {
    const who = site.someone();
    const first = await text(await who.get('/complaints/new'));
    const start = fieldsIn(first);
    expect(start.attempt).toMatch(/^[0-9a-f-]{36}$/);
    expect(first).not.toContain('漏水小区');

    const found = await text(await send(who, { ...start, q: '漏水', go: 'search' }));
    expect(found).toContain('漏水小区');
    const empty = await send(who, { ...fieldsIn(found), go: 'next' });
    expect(empty.status).toBe(400);
    expect(await text(empty)).toContain('请选择项目，或选择所在的区县');

    const what = await text(await send(who, { ...fieldsIn(found), project: site.slug, go: 'next' }));
    expect(what).toContain('data-step="what"');
    // before anything is written, what others wrote
    expect(what).toContain('三号楼顶板漏水');
    expect(what.indexOf('三号楼顶板漏水')).toBeLessThan(what.indexOf('<textarea'));
    const told = { description: '主卧飘窗渗水，墙面发霉。', category: 'seepage', spot: '3 栋 1102' };
    const review = await text(await send(who, { ...fieldsIn(what), ...told, go: 'next' }));
    expect(review).toContain('data-step="who"');
    for (const part of ['漏水小区', '主卧飘窗渗水，墙面发霉。', '3 栋 1102', '保修期内'])
      expect(review).toContain(part);

    const response = await send(who, { ...fieldsIn(review), go: 'send' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const receipt = await text(response);
    const code = codeIn(receipt);
    expect(code).toMatch(/^([2-9a-hjkmnp-tv-z]{4}-){4}[2-9a-hjkmnp-tv-z]{4}$/);
    expect(receipt).toContain('《信访工作条例》第二十三条');
    expect(receipt).toContain('<svg role="img" aria-label="二维码：查询码"');
    expect(receipt).not.toContain(start.attempt);

    // sent again it is the same complaint, and nothing else ever has the code
    const again = await text(await send(who, { ...fieldsIn(review), go: 'send' }));
    expect(codeIn(again)).toBe(code);
    expect(again).toContain('没有重复');
    expect(site.log()).not.toContain(code);
    expect(site.log()).not.toContain(code.replaceAll('-', ''));
  });

  it('can be "mine too": one press instead of writing', async () => {
    const who = site.someone();
    const page = await text(await who.get(`/complaints/new?project=${site.slug}`));
    const what = await text(await send(who, { ...fieldsIn(page), go: 'next' }));
    const review = await text(await send(who, { ...fieldsIn(what), join: site.public.slug, go: 'next' }));
    expect(review).toContain(site.public.number);
    const receipt = await text(await send(who, { ...fieldsIn(review), go: 'send' }));
    expect(receipt).toContain(`已加入 ${site.public.number}`);
    expect(codeIn(receipt)).not.toBe('');
  });

  it('keeps nothing of the name of who stays anonymous, and asks for it where it is needed', async () => {
    const who = site.someone();
    const bare = await send(who, wholeForm({ project: site.slug, naming: 'bureau_only' }));
    expect(bare.status).toBe(400);
    expect(await text(bare)).toContain('请填写姓名');
    const named = await send(who, wholeForm({ project: site.slug, naming: 'named' }));
    expect(await text(named)).toContain('请填写署名');
    const mail = await send(who, wholeForm({ project: site.slug, wants_mail: 'yes', email: 'nobody' }));
    expect(await text(mail)).toContain('邮箱的格式不对');
  });

  it('goes on by the district alone, and never offers what it does not have', async () => {
    const who = site.someone();
    const response = await send(who, wholeForm({ division: '420102' }));
    expect(codeIn(await text(response))).not.toBe('');
    const gone = await send(who, wholeForm({ project: 'nowhere' }));
    expect(gone.status).toBe(400);
    expect(await text(gone)).toContain('请选择项目，或选择所在的区县');
  });
});

describe('a page that tells nobody where it is', () => {
  it('has its forms taken where the browser vouches for them, and nowhere else', async () => {
    const post = async (headers: Record<string, string>) =>
      (await site.someone().send('/complaints/new', formOf({ step: 'where', go: 'next' }), headers)).status;
    expect(await post({ origin: 'null', 'sec-fetch-site': 'same-origin' })).not.toBe(403);
    expect(await post({ origin: 'null' })).toBe(403);
    expect(await post({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post({ origin: 'https://example.com', 'sec-fetch-site': 'same-origin' })).toBe(403);
  });
});

describe('photos', () => {
  const whole = (more = {}) => wholeForm({ project: site.slug, ...more });

  it('go in with place and camera, and nothing of that is stored', async () => {
    if (!findProgram('exiftool')) installPackages(['libimage-exiftool-perl'], 'reads what images say');
    const exiftool = findProgram('exiftool') ?? '';
    const say = (file: string) =>
      spawnSync(exiftool, ['-a', '-G', '-s', '-u', file], { encoding: 'utf8' }).stdout;
    const bytes = await photo((image) =>
      image
        .withExif({
          IFD0: { Make: 'CanaryCamera' },
          IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 35/1 0/1' }
        })
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><canary>CanaryPlace</canary></x:xmpmeta>')
    );
    const folder = mkdtempSync(join(tmpdir(), 'sunlit-complaint-'));
    const sent = join(folder, 'sent.jpg');
    writeFileSync(sent, bytes);
    expect(say(sent)).toMatch(/gps/i);
    rmSync(folder, { recursive: true });

    const response = await send(site.someone(), whole(), [{ name: 'CanaryName.jpg', bytes }]);
    expect(response.status).toBe(200);
    const files = stored();
    expect(files).toHaveLength(1);
    for (const file of files) expect(say(file)).not.toMatch(/gps|canary|\[EXIF\]|\[XMP\]|\[IPTC\]/i);

    // nobody but the bureau sees it before it is shown
    const hash = (files[0] ?? '').split('/').slice(-2).join('');
    const path = `/complaints/photos/${hash}`;
    expect((await site.someone().get(path)).status).toBe(404);
    const seen = await site.as('officer').get(path);
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  });

  it('that are none are refused in words, and nothing stays of those beside them', async () => {
    const before = stored().length;
    const good = await photo((image) => image.negate());
    for (const [name, bytes, words] of [
      ['发票.pdf', pdf(), '只接受'],
      ['page.jpg', Buffer.from('<html><script>alert(1)</script>'), '只接受'],
      ['bomb.png', png(12_000, 12_000), '像素'],
      ['cut.jpg', good.subarray(0, 200), '图片']
    ] as const) {
      const response = await send(site.someone(), whole(), [
        { name: 'good.jpg', bytes: good },
        { name, bytes }
      ]);
      expect([name, response.status]).toEqual([name, 422]);
      const page = await text(response);
      expect(page).toContain(`${name}：`);
      expect(page).toContain(words);
      expect(page).toContain('卫生间顶板漏水');
    }
    expect(stored()).toHaveLength(before);
    const many = Array.from({ length: 11 }, (_, n) => ({ name: `${String(n)}.jpg`, bytes: good }));
    const response = await send(site.someone(), whole(), many);
    expect([response.status, (await text(response)).includes('一次最多 10 张照片')]).toEqual([422, true]);
  });
});

describe('what no form sends', () => {
  it.each([
    ['nothing', {}],
    ['no attempt', { ...wholeForm(), attempt: '' }],
    ['no UUID', { ...wholeForm(), attempt: '../../etc' }],
    ['an unknown step', { step: 'elsewhere', go: 'elsewhere' }],
    ['an unknown kind', { ...wholeForm(), division: '420102', category: 'nothing' }],
    ['an unknown district', { ...wholeForm(), division: '999999' }],
    ['a place that is none', { ...wholeForm(), division: '420102', lat: '1e999', lng: 'x' }],
    ['half a place', { ...wholeForm(), division: '420102', lat: '30.5' }],
    ['a complaint to join that is none', { ...wholeForm(), division: '420102', join: "x' or 1=1" }],
    ['a finding that is none', { ...wholeForm(), finding: 'nowhere' }],
    ['far too much', { ...wholeForm(), division: '420102', description: '长'.repeat(4001) }],
    ['a proof that is none', { ...wholeForm(), division: '420102', proof: '{"challenge":null}' }],
    ['control characters', { ...wholeForm(), division: '420102', description: 'a\0b\u0007cdefg' }]
  ])('%s is answered without a fault', async (_, fields) => {
    const response = await send(site.someone(), fields);
    expect(response.status).toBeLessThan(500);
    const said = (await text(response)).replace(/<script[\s\S]*?<\/script>/g, '');
    expect(said).not.toMatch(/sql_|undefined|\[object/);
  });

  it('gets no answer about places that are none', async () => {
    for (const query of ['?lat=x&lng=y', '?project=..%2f', `?category=${'x'.repeat(500)}`, '?finding=1']) {
      const response = await site.someone().get(`/complaints/nearby${query}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ place: null, others: [] });
    }
  });
});

describe('a flood', () => {
  const cap = 20;

  it('has to wait, and shuts out nobody else', async () => {
    const flooder = site.someone();
    const answers: number[] = [];
    for (let n = 0; n < 10 * cap; n += 1)
      answers.push((await send(flooder, wholeForm({ project: site.slug }))).status);
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(cap);
    expect(new Set(answers)).toEqual(new Set([200, 429]));

    // an honest one beside it: with work done, without, and from a page that has scripts
    const honest = site.someone();
    const proved = await text(
      await send(honest, wholeForm({ project: site.slug, proof: await prove(honest) }))
    );
    expect(codeIn(proved)).not.toBe('');
    expect(proved).not.toContain('先经人工查看');
    const plain = await text(await send(site.someone(), wholeForm({ project: site.slug })));
    expect(codeIn(plain)).not.toBe('');
    expect(plain).toContain('先经人工查看');
  });

  it('is told in words when to come back, and keeps what was written', async () => {
    const who = site.someone();
    let last: Response | null = null;
    for (let n = 0; n <= cap; n += 1) last = await send(who, wholeForm({ division: '420103' }));
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    const page = last ? await text(last) : '';
    expect(page).toMatch(/请 \d+ 分钟后再试/);
    expect(page).toContain('卫生间顶板漏水');
  });

  it('cannot use one proof twice, an altered one, or one of its own making', async () => {
    const file = async (proof: string) => {
      const who = site.someone();
      // two more without a proof from this address are still shown at once; the fourth is held
      for (let n = 0; n < 3; n += 1) await send(who, wholeForm({ division: '420104' }));
      return (await text(await send(who, wholeForm({ division: '420104', proof })))).includes('先经人工查看');
    };
    const proof = await prove(site.someone());
    expect(await file(proof)).toBe(false);
    expect(await file(proof)).toBe(true);
    const fresh = await prove(site.someone());
    expect(await file(fresh.replace(/"cost":5000/, '"cost":1'))).toBe(true);
    expect(await file(fresh.replace(/"expiresAt":\d+/, '"expiresAt":4102444800'))).toBe(true);
    expect(await file(fresh.replace(/(?<="derivedKey":")./, (digit) => (digit === '0' ? '1' : '0')))).toBe(
      true
    );
  });
});
