import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hostile, servePublicComplaints } from '#tests/support/complaints-public-server.ts';
import { secret } from '#tests/support/complaints-public.ts';
import { feedparser, xmllint } from '#tests/support/feed-readers.ts';

let site: Awaited<ReturnType<typeof servePublicComplaints>>;
beforeAll(async () => {
  site = await servePublicComplaints();
});
afterAll(() => site.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { redirect: 'manual', headers });
async function text(path: string): Promise<string> {
  const response = await get(path);
  expect(`${path} ${String(response.status)}`).toBe(`${path} 200`);
  return response.text();
}
/** What people read of a page: without markup, scripts and the data for them. */
const words = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const read = async (path: string) => words(await text(path));
const feed = z.object({
  items: z.array(z.object({ url: z.string(), title: z.string(), content_text: z.string() }))
});
const told = async (path: string) => feed.parse(await (await get(path)).json()).items;

describe('the list of complaints', () => {
  it('counts what it shows, narrows by turn, and says where to follow it and how to file one', async () => {
    const html = await text('/complaints');
    const { late, closed, open, coarse, stub, refused, gone, waiting } = site.slugs;
    expect(words(html)).toContain('共 6 件公开的投诉');
    for (const slug of [late, closed, open, coarse, stub, refused])
      expect(html).toContain(`/complaints/${slug}"`);
    for (const slug of [gone, waiting]) expect(html).not.toContain(slug);
    for (const path of ['/complaints/new', '/complaints/track', '/complaints/rules', '/complaints/figures'])
      expect(html).toContain(`href="${path}`);
    expect(html).toContain('/feeds/lists/complaints.rss');
    expect(html).toContain('/subscribe?division=420000&amp;kind=complaint.published');
    const ended = await text('/complaints?group=ended');
    expect(words(ended)).toContain('共 2 件公开的投诉');
    expect(ended).not.toContain(`/complaints/${open}"`);
    expect(await text('/complaints?overdue=yes&sort=-due')).toContain(`/complaints/${late}"`);
    expect(await read('/complaints?city=429021')).toContain('没有符合条件的投诉');
    // a wrong value counts as not given
    expect(await read('/complaints?group=splendid&size=7')).toContain('共 6 件公开的投诉');
    expect(await read('/en/complaints')).toContain('6 public complaints');
  });

  it('comes as a file of exactly what is filtered, without formulas', async () => {
    const csv = await text('/complaints/list.csv?group=open');
    const [head, ...rows] = csv
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n');
    expect(head).toContain('编号,标题,类别,地区');
    expect(rows).toHaveLength(4);
    expect(csv).toContain(`/complaints/${site.slugs.open}`);
    expect(csv).not.toContain(site.slugs.closed);
    const coarse = rows.find((row) => row.includes(site.slugs.coarse)) ?? '';
    expect(coarse).toContain('具体地点不公开');
    expect(coarse).not.toMatch(/\d{4}-\d{2}-\d{2}/);

    // the same for programs: the same rows in the same order, under names that no language changes
    const json = z
      .array(z.record(z.string(), z.string().nullable()))
      .parse(JSON.parse(await text('/complaints/list.json?group=open')));
    expect(Object.keys(json[0] ?? {})).toHaveLength(head?.split(',').length ?? 0);
    expect(json.map(({ number }) => number)).toEqual(rows.map((row) => row.split(',')[0]));
    expect(json.find(({ address }) => address?.endsWith(site.slugs.coarse))?.due).toBeNull();
    expect(await text('/complaints?group=open')).toContain('/complaints/list.json?group=open"');
  });
});

describe('the page of a complaint', () => {
  it('says what was found, what came of it and that the person disagrees', async () => {
    const page = await read(`/complaints/${site.slugs.closed}`);
    for (const part of ['屋面渗水', '已办结', '部分属实', '限期整改', '投诉人说：没有解决', '主管部门的答复'])
      expect(page).toContain(part);
    for (const part of ['办结说明', '办理过程', '《信访工作条例》第二十三条', '第三十四条'])
      expect(page).toContain(part);
    const html = await text(`/complaints/${site.slugs.closed}`);
    expect(html).toContain(`/feeds/projects/${site.slugs.project}.rss`);
    expect(html).toMatch(/<link rel="canonical" href="[^"]*\/complaints\/[a-z0-9]+"/);
    expect(html).not.toMatch(/ style=/);
    const english = await read(`/en/complaints/${site.slugs.closed}`);
    for (const part of ['Partly substantiated', 'The person says: not solved', 'What was done'])
      expect(english).toContain(part);
  });

  it('says how long it is overdue, which article says so, and who supervises it', async () => {
    const page = await read(`/complaints/${site.slugs.late}`);
    expect(page).toMatch(/告知是否受理已超期 \d+ 天/);
    for (const part of ['已登记，待受理，已逾期', '上级督办', '督办机关', '依据：'])
      expect(page).toContain(part);
    expect(await read(`/complaints/${site.slugs.open}`)).toMatch(/还有 \d+ 天须答复/);
  });

  it('writes what somebody typed as text', async () => {
    for (const path of [`/complaints/${site.slugs.open}`, '/complaints', `/projects/${site.slugs.project}`]) {
      const html = await text(path);
      expect(html).not.toContain('<img src=x');
      expect(html).toContain('&lt;img src=x onerror=alert(1)>');
    }
    // what a reader may take for markup is written so that it shows as text
    expect(await text('/feeds/kinds/complaint.published.rss')).toContain('内容：&lt;img src=x');
  });

  it('tells of a coarse one district and month, of a stub no words, of a refused one where to go', async () => {
    const coarse = await read(`/complaints/${site.slugs.coarse}`);
    expect(coarse).toContain('具体地点不公开');
    expect(coarse).not.toMatch(/\d{4}年\d{1,2}月\d{1,2}日/);
    expect(await text(`/complaints/${site.slugs.coarse}`)).not.toContain(`/projects/${site.slugs.project}`);
    expect(await read(`/complaints/${site.slugs.stub}`)).toContain('只公开类别、地区和办理进度');
    const refused = await read(`/complaints/${site.slugs.refused}`);
    for (const part of ['不予受理', '已由法院受理', '江岸区人民法院']) expect(refused).toContain(part);
  });

  it('is a stub for one that is kept private now, and not there for one that never was public', async () => {
    const gone = await read(`/complaints/${site.slugs.gone}`);
    expect(gone).toContain('这件投诉现在不公开');
    expect(gone).not.toContain('后来不公开的标题');
    for (const slug of [site.slugs.waiting, 'zzzzzzzz'])
      expect((await get(`/complaints/${slug}`)).status).toBe(404);
  });

  it('has a card to share, of the size that chats want', async () => {
    for (const slug of [site.slugs.closed, site.slugs.coarse, site.slugs.gone]) {
      const response = await get(`/complaints/${slug}/card.png`);
      const { width, height, format } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
      expect([format, width, height]).toEqual(['png', 1200, 630]);
    }
    expect((await get('/complaints/zzzzzzzz/card.png')).status).toBe(404);
  });

  it('is answered from memory until something changes', async () => {
    for (const path of ['/complaints', `/complaints/${site.slugs.closed}`, '/complaints/figures']) {
      const etag = (await get(path)).headers.get('etag') ?? '';
      expect(etag).not.toBe('');
      expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    }
  });
});

describe('complaints elsewhere', () => {
  it('stand on their project, on the home page, on the map and behind links of places and bodies', async () => {
    const { project, closed, coarse, late } = site.slugs;
    const tab = await text(`/projects/${project}/complaints`);
    expect(words(tab)).toContain('公开投诉 5 件');
    expect(tab).toContain(`/complaints/${closed}"`);
    expect(tab).not.toContain(coarse);
    expect(tab).toContain(`/complaints/new?project=${project}`);
    const overview = await text(`/projects/${project}`);
    expect(words(overview)).toContain('公开投诉 5 件，1 件已答复，1 件查实，1 件逾期');
    expect(overview).not.toContain(coarse);
    expect((await get('/projects/zzzzzzzz/complaints')).status).toBe(404);
    const home = await text('/');
    // what is overdue, and the four newest: which they are of those that became public at one time, is chance
    expect(home).toContain(`/complaints/${late}"`);
    const { open, stub, refused } = site.slugs;
    const shown = [closed, coarse, late, open, stub, refused].filter((slug) => home.includes(`/${slug}"`));
    expect(shown.length).toBeGreaterThanOrEqual(4);
    expect(home).toContain('href="/complaints"');
    const map = z.object({
      points: z.array(z.looseObject({ slug: z.string() })),
      districts: z.array(z.looseObject({ count: z.number() }))
    });
    const found = map.parse(await (await get('/map/complaints')).json());
    expect(found.points.map(({ slug }) => slug)).toContain(closed);
    expect(found.points.map(({ slug }) => slug)).not.toContain(coarse);
    expect(found.districts).toMatchObject([{ count: 1 }]);
    expect(map.parse(await (await get('/map/complaints?city=429021')).json()).points).toEqual([]);
    expect(await read('/?complaints=yes')).toContain('不在地图上显示投诉');
    expect(await text('/divisions/420100')).toContain('/complaints/figures?division=420100');
  });

  it('are in feeds of both formats, per kind, and can be subscribed to', async (context) => {
    const problems = xmllint(context);
    const parse = feedparser(context);
    for (const kind of [
      'published',
      'accepted',
      'answered',
      'closed',
      'overdue',
      'supervised',
      'withheld',
      'not_accepted'
    ]) {
      const rss = await text(`/feeds/kinds/complaint.${kind}.rss`);
      expect(problems(rss)).toBe('');
      const { titles, links } = parse(rss);
      expect(titles.length).toBeGreaterThan(0);
      expect(links.every((link) => link.includes('/complaints/'))).toBe(true);
    }
    const [answered] = await told('/feeds/kinds/complaint.answered.json');
    expect(answered?.title).toContain('答复投诉“屋面渗水”（部分属实、限期整改）');
    expect(answered?.content_text).toContain('施工单位已完成防水维修');
    const [late] = await told('/en/feeds/kinds/complaint.overdue.json');
    expect(late?.title).toContain('complaint overdue');
    const coarse = (await told('/feeds/kinds/complaint.published.json')).filter(({ url }) =>
      url.includes(site.slugs.coarse)
    );
    expect(coarse).toHaveLength(1);
    expect(coarse[0]?.title).toMatch(/^武汉市/);
    const ofProject = await text(`/feeds/projects/${site.slugs.project}.json`);
    expect(ofProject).toContain(site.slugs.closed);
    expect(ofProject).not.toContain(site.slugs.coarse);
    expect(await text('/feeds')).toContain('/feeds/kinds/complaint.supervised.rss');
    expect(problems(await text('/feeds/opml.xml'))).toBe('');
    expect(await text('/feeds/opml.xml')).toContain('complaint.answered');
    expect(await read('/subscribe?division=420000')).toContain('投诉逾期');
    expect(await text('/feeds/all.json')).not.toContain('后来不公开的标题');
  });

  it('are counted, with what is small hidden, on the page and in the file', async () => {
    const page = await read('/complaints/figures');
    for (const part of ['多少天有结果', '怎样统计', '撤回（另计）', '各类别', '不足 5 件'])
      expect(page).toContain(part);
    const csv = await text('/complaints/figures.csv');
    const [head, ...rows] = csv
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n');
    expect(head).toBe('部分,名称,指标,数量,分母');
    for (const row of rows) {
      const count = row.split(',')[3] ?? '';
      expect([row, /^[1-4]$/.test(count)]).toEqual([
        row,
        row.includes('满意度') || row.includes('中位数') ? /^[1-4]$/.test(count) : false
      ]);
    }
    expect(csv).toContain('不显示*');
    expect(await read('/complaints/figures?division=420600')).toContain('还没有可以统计的投诉');
    expect(await read('/en/complaints/figures?division=420100')).toContain('How it is counted');
  });

  it('are explained: steps with days and basis, who may do what, what can be complained about', async () => {
    const page = await read('/complaints/rules');
    for (const part of [
      '60 天',
      '《信访工作条例》第三十四条',
      '投诉人的权利',
      '回访人员（不是承办人）',
      '渗漏',
      '不予受理'
    ])
      expect(page).toContain(part);
    expect(page).not.toMatch(/order_acceptance|review_apply|could_not|registered/);
    expect(await read('/en/complaints/rules')).toContain('Who may do what');
  });

  it('never tell what the person wrote', async () => {
    const { slugs } = site;
    const paths = [
      '/',
      '/complaints',
      '/complaints/list.csv',
      '/complaints/list.json',
      '/feeds/all.json',
      '/map/complaints',
      `/projects/${slugs.project}/complaints`
    ];
    for (const path of [
      ...paths,
      ...[slugs.closed, slugs.open, slugs.coarse, slugs.stub].map((slug) => `/complaints/${slug}`)
    ]) {
      const html = await text(path);
      expect(html).not.toContain(secret);
      expect(html).not.toContain('没有修好');
    }
    expect(hostile).toContain('<img');
  });
});
