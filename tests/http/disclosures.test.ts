import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { closeHub } from '#lib/server/hub.ts';
import { feedparser, xmllint } from '#tests/support/feed-readers.ts';
import { tellStory, type Story } from '#tests/support/reading.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';

const origin = 'http://hub.example';
let server: RunningServer;
let story: Pick<Story, 'main' | 'second' | 'slugs'>;

beforeAll(async () => {
  const { desk, ...rest } = await tellStory();
  story = rest;
  const { dataDir } = desk.hub.config;
  await closeHub();
  server = await startServer({ dataDir, env: { HUB_DEMO: 'off', ORIGIN: origin } });
});
afterAll(() => server.stop());

const get = (path: string) => fetch(server.url + path, { redirect: 'manual' });
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
const path = (slug: string) => `/disclosures/${slug}`;

describe('the page of a disclosure', () => {
  it('tells in plain words first, then the facts, the file, who answers for it, and the proof', async () => {
    const html = await text(path(story.slugs.permit));
    const page = words(html);
    const order = [
      '按时',
      '看懂这一项',
      '公示内容',
      'Construction permit.pdf',
      '责任链',
      '什么时候该公示',
      '版本',
      '还在哪里公示',
      '存证与核验',
      '引用'
    ];
    const places = order.map((part) => page.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(-1);
    for (const part of ['测试房地产开发有限公司', '测试工程监理有限公司', '项目负责人：李工', '复核确认']) {
      expect(page).toContain(part);
    }
    expect(html).toMatch(
      /rel="nofollow ugc[^"]*"[^>]*>https:\/\/developer\.example\/permit\?id=1|href="https:\/\/developer\.example\/permit\?id=1"[^>]*rel="nofollow ugc/
    );
    expect(html).toContain(`<link rel="canonical" href="${origin}${path(story.slugs.permit)}"`);
    expect(html).toContain(
      `<meta property="og:image" content="${origin}${path(story.slugs.permit)}/card.png"`
    );
    expect(page).toContain(`${origin}${path(story.slugs.permit)}?version=1`);
    expect(html).not.toMatch(/ style=/);
  });

  it('says how late it was', async () => {
    expect(await read(path(story.slugs.foundation))).toMatch(/期限为 .+，晚了 \d+ 天。/);
  });

  it('keeps a corrected version at its own address, marked, with what changed', async () => {
    const now = await read(path(story.slugs.rebar));
    expect(now).toContain('更正理由：补充两组复检报告');
    expect(now).toMatch(/原材料检验 原为 24 组 改为 26 组/);
    expect(now).toContain('增加文件：Rebar tests, complete.pdf');
    expect(now).toContain('删去文件：Rebar tests.pdf');
    expect(now).not.toContain('已被更正，');

    const html = await text(`${path(story.slugs.rebar)}?version=1`);
    expect(words(html)).toContain('您看到的是第 1 版，已被更正');
    expect(words(html)).toMatch(/原材料检验[^\d]*24/);
    expect(html).toContain(`<link rel="canonical" href="${origin}${path(story.slugs.rebar)}"`);
    for (const version of ['3', '0', 'x'])
      expect((await get(`${path(story.slugs.rebar)}?version=${version}`)).status).toBe(404);
  });

  it('of what was withdrawn tells that, and why, and nothing of its content', async () => {
    for (const search of ['', '?version=1']) {
      const html = await text(path(story.slugs.structure) + search);
      expect(words(html)).toContain('附件中有未遮盖的个人信息');
      expect(words(html)).toContain('不再公开');
      expect(html).not.toContain('Structure acceptance');
      expect(html).not.toContain('测试内容');
    }
    expect(await text(`/feeds/projects/${story.main.slug}.json`)).not.toContain('Structure acceptance');
  });

  it('of what is withheld names the law, the reason and until when', async () => {
    const page = await read(path(story.slugs.entity));
    expect(page).toContain('《政府信息公开条例》第十五条');
    expect(page).toContain('报告含检测机构的专有方法');
    expect(page).toMatch(/决定不予公开，至 \d{4}年/);
  });

  it('is there while nothing is: what is due, since when, by which rule, and who is responsible', async () => {
    const overdue = await read(path(story.slugs.concrete));
    expect(overdue).toMatch(/至今没有公示，已逾期 \d+ 天。/);
    expect(overdue).toMatch(/期限规则 不晚于主体结构分部验收/);
    expect(overdue).toContain('负责复核');
    expect(overdue).toContain('测试工程监理有限公司');
    expect(await read(path(story.slugs.report))).toMatch(/竣工验收还没有完成，计划 .+届时应在 .+前公示。/);
    expect((await get(path('none'))).status).toBe(404);
  });

  it('is whole in English', async () => {
    const page = await read(`/en${path(story.slugs.rebar)}`);
    for (const part of ['What this is', 'Responsibility chain', 'was 24 groups', 'now 26 groups', 'Proof'])
      expect(page).toContain(part);
    for (const part of ['看懂这一项', '责任链', '存证', '原为', '按时']) expect(page).not.toContain(part);
  });
});

describe('what goes elsewhere', () => {
  it('a card is a PNG of the size that chats want, different for each', async () => {
    const answer = await get(`${path(story.slugs.permit)}/card.png`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    const image = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(image).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    const other = await get(`${path(story.slugs.concrete)}/card.png`);
    expect(image.equals(Buffer.from(await other.arrayBuffer()))).toBe(false);
    expect((await get(`${path('none')}/card.png`)).status).toBe(404);
  });

  it('boards have a code for each item, who answers, and the bureau', async () => {
    const html = await text(`/projects/${story.main.slug}/board`);
    expect(html.match(/<svg[^>]+role="img"/g)?.length).toBe(12);
    for (const part of ['江湾花园', '测试工程监理有限公司', '可向', `${origin}/verify`])
      expect(words(html)).toContain(part);
    expect(await read(`${path(story.slugs.rebar)}/board`)).toContain('26 组');
    expect(await text(`${path(story.slugs.structure)}/board`)).not.toContain('Structure acceptance');
  });

  it('an article is written of what is published, and of nothing else', async () => {
    const page = await read(`${path(story.slugs.rebar)}/wechat`);
    for (const part of [
      '江湾花园公示：钢筋检验试验汇总评价',
      '为什么重要？',
      '原材料检验：26 组',
      origin + path(story.slugs.rebar)
    ])
      expect(page).toContain(part);
    expect(await read(`${path(story.slugs.concrete)}/wechat`)).toContain('还没有公示');
  });
});

describe('lists', () => {
  it('of what is missing has its own title, its days, and a feed that tells the same', async () => {
    const html = await text('/disclosures?status=overdue');
    expect(words(html)).toContain('应公示未公示清单');
    expect(words(html)).toMatch(/逾期 \d+ 天/);
    expect(html).toContain(path(story.slugs.concrete));
    expect(html).not.toContain(path(story.slugs.rebar));
    const feed = /href="(\/feeds\/lists\/disclosures\.json\?status=overdue)"/.exec(html)?.[1] ?? '';
    const shape = z.object({ items: z.array(z.object({ url: z.string() })) });
    const told = shape.parse(JSON.parse(await text(feed)));
    expect(told.items.map(({ url }) => url)).toContain(origin + path(story.slugs.concrete));
  });

  it.each([
    ['?item=rebar_tests', 'rebar', 'permit'],
    ['?stage=permitting', 'permit', 'rebar'],
    ['?status=withheld', 'entity', 'rebar'],
    ['?status=late', 'foundation', 'permit'],
    ['?city=420100&district=420102&status=withdrawn', 'structure', 'permit']
  ] as const)('are narrowed by %s', async (search, there, missing) => {
    const html = await text(`/disclosures${search}`);
    expect(html).toContain(path(story.slugs[there]));
    expect(html).not.toContain(path(story.slugs[missing]));
  });

  it('of another city are empty, in words', async () => {
    expect(await read('/disclosures?city=420600')).toContain('没有符合条件的公示事项');
    expect(await read('/disclosures?city=420600&status=overdue')).toContain('没有逾期未公示的事项');
  });

  it('compare projects, cell by cell, and places with their denominators', async () => {
    const html = await text('/divisions/420102/disclosures');
    expect(html).toContain(`href="${path(story.slugs.concrete)}"`);
    expect(words(html)).toMatch(/到期应公示和已公示的 5 项中，已公示 3 项/);
    expect(await read('/divisions/420100/disclosures')).toMatch(/60% 3 \/ 5/);
    expect((await get('/divisions/429999/disclosures')).status).toBe(404);
    expect(await text('/divisions/420102')).toContain('href="/divisions/420102/disclosures"');
  });

  it('of a project stand on a page of their own, with the plan', async () => {
    const html = await text(`/projects/${story.main.slug}/disclosures`);
    expect(words(html)).toContain('应公示 10 项，已公示 3 项；混凝土检验试验汇总评定逾期');
    expect(html).toMatch(/<svg role="img" aria-label="公示时间图/);
    expect(words(html)).toContain('测试房地产开发有限公司于');
    expect(await read(`/projects/${story.second.slug}/disclosures`)).toContain('建设单位还没有确认公示计划');
    expect(await read(`/projects/${story.main.slug}`)).toContain('应公示 10 项，已公示 3 项');
  });
});

describe('the home page', () => {
  it('shows what is new and what is missing, and stays light', async () => {
    const html = await text('/');
    expect(html).toContain(path(story.slugs.rebar));
    expect(html).toContain(path(story.slugs.concrete));
    expect(html).toContain('href="/disclosures?status=overdue');
    expect(gzipSync(html).length).toBeLessThan(50 * 1024);
  });
});

describe('feeds of disclosures', () => {
  const paths = () => [
    '/feeds/all.rss?item=rebar_tests',
    '/feeds/divisions/420100.rss?stage=construction&kind=disclosure.overdue',
    `/feeds/projects/${story.main.slug}.rss`,
    '/feeds/kinds/disclosure.corrected.rss',
    '/feeds/kinds/disclosure.withheld.rss',
    '/feeds/kinds/disclosure.withdrawn.rss',
    '/feeds/kinds/plan.confirmed.rss',
    '/feeds/kinds/disclosure.rescheduled.rss'
  ];

  it('are well-formed, and say where they are', async (context) => {
    const complaints = xmllint(context);
    for (const one of paths().flatMap((each) => [each, `/en${each}`])) {
      const xml = await text(one);
      expect(`${one} ${complaints(xml)}`).toBe(`${one} `);
    }
    const xml = await text('/feeds/all.rss?stage=construction&item=rebar_tests');
    expect(xml).toContain(
      `href="${origin}/feeds/all.rss?item=rebar_tests&amp;stage=construction" rel="self"`
    );
  });

  it('are read by feedparser, and lead to the disclosure', async (context) => {
    const parse = feedparser(context);
    const rebar = parse(await text('/feeds/all.rss?item=rebar_tests'));
    expect(rebar).toMatchObject({ bozo: false });
    expect(rebar.titles).toEqual([
      '更正：江湾花园：钢筋检验试验汇总评价（第 2 版）',
      '江湾花园：公示钢筋检验试验汇总评价',
      '江湾花园：钢筋检验试验汇总评价逾期未公示'
    ]);
    expect(new Set(rebar.links)).toEqual(new Set([origin + path(story.slugs.rebar)]));
    expect(rebar.summaries).toEqual([
      expect.stringContaining('原材料检验：24 组 → 26 组'),
      expect.stringContaining('原材料检验：24 组'),
      expect.stringMatching(/应在 .+前公示，到记录时已逾期 \d+ 天/)
    ]);
    for (const one of paths()) expect(parse(await text(one)), one).toMatchObject({ bozo: false });
  });
});
