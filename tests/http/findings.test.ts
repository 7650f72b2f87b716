import sharp from 'sharp';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { visitor } from '#tests/support/browserless.ts';
import { xmllint } from '#tests/support/feed-readers.ts';

/** Findings as the public reads them, of the demonstration: there is one in every state. */

const base = inject('baseUrl');
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(base + path, { redirect: 'manual', headers });
async function text(path: string): Promise<string> {
  const response = await get(path);
  expect(`${path} ${String(response.status)}`).toBe(`${path} 200`);
  return response.text();
}
/** What people read of a page: without markup, scripts and the data for them. */
const words = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const read = async (path: string) => words(await text(path));

const feed = z.object({
  items: z.array(
    z.object({
      url: z.string(),
      title: z.string(),
      content_text: z.string(),
      _sunlit: z.object({ facts: z.looseObject({}) })
    })
  )
});
const told = async (kind: string) => feed.parse(await (await get(`/feeds/kinds/${kind}.json`)).json()).items;
const line = z.looseObject({
  kind: z.string(),
  verdict: z.string().optional(),
  disclosure: z.string().optional()
});
const published = z.looseObject({
  finding: z.string(),
  slug: z.string(),
  number: z.string(),
  open_day: z.string(),
  as: z.string(),
  outcome: z.string().optional(),
  reply: z.string().optional(),
  lines: z.array(line)
});
type Published = z.infer<typeof published>;

async function findings(): Promise<Published[]> {
  return (await told('finding.published')).map((one) => published.parse(one._sunlit.facts));
}
async function some(test: (one: Published) => boolean): Promise<Published> {
  const found = (await findings()).find(test);
  if (!found) throw new Error('the demonstration has no such finding');
  return found;
}

describe('the list of findings', () => {
  it('counts what it shows, narrows by outcome, and says where to follow it', async () => {
    const all = await findings();
    const html = await text('/findings');
    expect(words(html)).toContain(`共 ${String(all.length)} 件核查发现`);
    for (const { finding } of all) expect(html).toContain(`/findings/${finding}`);
    expect(html).toContain('/feeds/lists/findings.rss');
    expect(html).toContain('/subscribe?division=420000&amp;kind=finding.published');
    const agreed = all.filter(({ outcome }) => outcome === 'matched');
    const narrowed = await text('/findings?outcome=matched');
    expect(words(narrowed)).toContain(`共 ${String(agreed.length)} 件核查发现`);
    for (const { finding, outcome } of all)
      expect(narrowed.includes(`/findings/${finding}"`)).toBe(outcome === 'matched');
  });

  it('is of a project, a place, a repair that is overdue; says what to do where nothing is found', async () => {
    const { slug, finding } = await some(({ reply }) => reply === 'none');
    expect(await text(`/findings?project=${slug}`)).toContain(`/findings/${finding}`);
    expect(await text(`/findings?rectification=overdue&sort=-due`)).toContain(`/findings/${finding}`);
    expect(await text('/findings?city=420600')).not.toContain(`/findings/${finding}"`);
    expect(await read('/findings?city=429021')).toContain('没有符合条件的核查发现');
    expect(await read('/findings?q=F420100-9999-99999')).toContain('没有符合条件的核查发现');
    // a wrong value counts as not given
    expect(await text('/findings?outcome=splendid&size=7&from=yesterday')).toContain(`/findings/${finding}`);
    expect(await read('/en/findings')).toContain('Findings on site');
  });
});

describe('the page of a finding', () => {
  it('tells what was looked at, measured, answered, decided and put right, and proves it', async () => {
    const differs = await some(
      ({ lines, reply, outcome }) =>
        reply === 'accepts' &&
        outcome === 'substantiated' &&
        lines.some(({ verdict }) => verdict === 'differs')
    );
    const html = await text(`/findings/${differs.finding}`);
    const page = words(html);
    const order = ['逐项核查', '主管部门认定', '整改', '建设单位的答复', '办理过程', '存证', '引用'];
    const places = order.map((part) => page.indexOf(part, page.indexOf('逐项核查')));
    expect(places.every((place) => place > -1)).toBe(true);
    expect(page).toContain('认可');
    expect(page).toContain('清单哈希值（SHA-256）');
    for (const { disclosure, verdict } of differs.lines)
      if (disclosure && verdict) expect(html).toContain(`/disclosures/${disclosure}?version=`);
    expect(html).toContain(`/open-days/${differs.open_day}`);
    expect(html).toContain('/findings/rules');
    expect(html).toMatch(/<link rel="canonical" href="[^"]*\/findings\/[a-z0-9]+"/);
    expect(html).not.toMatch(/ style=/);
    expect(await read(`/en/findings/${differs.finding}`)).toContain('Point by point');
  });

  it('shows photos by their public copies, with words for those who cannot see them', async () => {
    const { finding } = await some(({ lines }) => lines.some(({ verdict }) => verdict === 'differs'));
    const html = await text(`/findings/${finding}`);
    const [, address = '', alt = ''] =
      /<img src="(\/findings\/photos\/[0-9a-f]{64})" alt="([^"]*)"/.exec(html) ?? [];
    expect(alt).toContain('示范');
    const photo = await get(address);
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await get(`/findings/photos/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('says that nobody replied, that nobody verified, what a second expert found', async () => {
    const silent = await some(({ reply, as }) => reply === 'none' && as === 'decided');
    expect(await read(`/findings/${silent.finding}`)).toContain('建设单位没有在期限内答复');
    const unverified = await some(({ as }) => as === 'unverified');
    const page = await read(`/findings/${unverified.finding}`);
    expect(page).toContain('到期自动公布，尚未核实');
    expect(page).not.toContain('主管部门认定：');
    const contested = await some(({ reply }) => reply === 'contests');
    expect(await read(`/findings/${contested.finding}`)).toContain('第二位专家的意见');
  });

  it('leaves a stub of what is withheld: who, why, by which article, until when, and nothing of its lines', async () => {
    const [entry] = await told('finding.withheld');
    const { pathname } = new URL(entry?.url ?? '');
    const page = await read(pathname);
    for (const part of ['这件核查发现暂不公开', '第十五条', '不公开至', '邻户室内'])
      expect(page).toContain(part);
    expect(page).not.toContain('逐项核查');
    expect(await text('/findings')).not.toContain(`${pathname}"`);
    expect((await get(`${pathname}/card.png`)).status).toBe(200);
  });

  it('is not there before the finding is public, nor for what there never was', async () => {
    expect((await get('/findings/zzzzzzzz')).status).toBe(404);
    expect((await get('/findings/zzzzzzzz/card.png')).status).toBe(404);
    const officer = visitor(base, '10.9.8.7');
    await officer.post('/account/sign-in?next=/desk', {
      email: 'wuhan@example.org',
      password: 'sunlit-demo-2026'
    });
    const queue = await (await officer.get('/desk/findings?queue=triage')).text();
    const [, slug = ''] = /\/desk\/findings\/([a-z0-9]+)"/.exec(queue) ?? [];
    expect(slug).not.toBe('');
    expect((await get(`/findings/${slug}`)).status).toBe(404);
    expect(await text('/findings')).not.toContain(slug);
  });

  it('has a card to share, of the size that chats want', async () => {
    const [first] = await findings();
    const response = await get(`/findings/${first?.finding ?? ''}/card.png`);
    const { width, height, format } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([format, width, height]).toEqual(['png', 1200, 630]);
  });

  it('is answered from memory until something changes', async () => {
    const [first] = await findings();
    const path = `/findings/${first?.finding ?? ''}`;
    const etag = (await get(path)).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
  });
});

describe('what was found elsewhere', () => {
  it('stands beside each disclosure, on its project, on its open day and on the map', async () => {
    const differs = await some(
      ({ lines, outcome }) =>
        outcome === 'substantiated' && lines.some(({ verdict }) => verdict === 'differs')
    );
    const line = differs.lines.find(({ verdict }) => verdict === 'differs');
    const disclosure = await text(`/disclosures/${line?.disclosure ?? ''}`);
    expect(words(disclosure)).toContain('现场核验');
    expect(disclosure).toContain(`/findings/${differs.finding}`);
    const project = await read(`/projects/${differs.slug}`);
    expect(project).toMatch(/\d+ 项经现场核验/);
    expect(await read(`/projects/${differs.slug}/disclosures`)).toMatch(/核验(不符|相符)/);
    expect(await text(`/projects/${differs.slug}/findings`)).toContain(`/findings/${differs.finding}`);
    expect(await text(`/open-days/${differs.open_day}`)).toContain(`/findings/${differs.finding}`);
    expect((await get('/projects/zzzzzzzz/findings')).status).toBe(404);
    const points = z
      .array(z.looseObject({ slug: z.string() }))
      .parse(await (await get('/map/findings')).json());
    expect(points.map(({ slug }) => slug)).toContain(differs.finding);
    const far = z.array(z.unknown()).parse(await (await get('/map/findings?city=429021')).json());
    expect(far).toEqual([]);
    expect(await text('/?findings=yes')).toContain('不在地图上显示核查发现');
  });

  it('is in feeds of both formats, and can be subscribed to', async (context) => {
    const problems = xmllint(context);
    for (const kind of ['finding.published', 'rectification.verified', 'rectification.overdue']) {
      expect(problems(await text(`/feeds/kinds/${kind}.rss`))).toBe('');
      expect((await told(kind)).length).toBeGreaterThan(0);
    }
    const [reopened] = await told('rectification.reopened');
    expect(reopened?.title).toContain('复查未通过');
    expect(reopened?.content_text).toContain('没有改到位');
    expect(await read('/subscribe?division=420000')).toContain('核查发现公布');
    expect(await read('/subscribe?division=420000&kind=finding.published')).toContain('核查发现公布');
  });

  it('is counted, with what each share is of, on the page and in the file', async () => {
    for (const path of ['/findings/figures', '/findings/figures?division=420600', '/en/findings/figures']) {
      expect(await text(path)).toContain('figures.csv?');
    }
    const { slug } = await some(({ outcome }) => outcome === 'substantiated');
    const csv = await text(`/findings/figures.csv?project=${slug}`);
    const [head, ...rows] = csv
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/);
    expect(head).toBe('部分,名称,指标,数量,分母');
    const submitted = rows.find((row) => row.includes(',提交,'))?.split(',')[3];
    expect(Number(submitted)).toBeGreaterThan(0);
    expect(rows.find((row) => row.includes(',公布,'))?.split(',')[4]).toBe(submitted);
    expect((await get('/findings/figures?project=zzzzzzzz')).status).toBe(404);
    expect(await read('/findings/figures?from=2019-01-01&to=2019-02-01')).toContain('这个期间没有核查发现');
  });

  it('is explained: steps with days and basis, who may do what, what measured values may be', async () => {
    const page = await read('/findings/rules');
    for (const part of [
      '2 个工作日',
      '申辩答复',
      '建设单位的权利',
      '对核查人的保护',
      'GB 50204-2015',
      '到期自动'
    ])
      expect(page).toContain(part);
    expect(page).not.toMatch(/state_before|reinspect|under_verification/);
    expect(await read('/en/findings/rules')).toContain('How finders are protected');
  });

  it('tells of a supervisor how often, and nothing where that is seldom', async () => {
    const numbers = [...(await text('/supervisors')).matchAll(/\/supervisors\/([0-9]+-[0-9-]+)"/g)].map(
      ([, number]) => number ?? ''
    );
    const pages = await Promise.all(numbers.map((number) => read(`/supervisors/${number}`)));
    const seldom = pages.filter((page) => page.includes('到场少于 5 次'));
    expect(seldom.length).toBeGreaterThan(0);
    for (const page of seldom) expect(page).not.toMatch(/到场核查 \d/);
    for (const page of pages.filter((one) => !seldom.includes(one)))
      expect(Number(/到场核查 (\d+)/.exec(page)?.[1])).toBeGreaterThanOrEqual(5);
  });
});
