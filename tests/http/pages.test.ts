import { beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';

const base = inject('baseUrl');
const get = (path: string, init?: RequestInit) => fetch(base + path, init);
const text = async (path: string) => {
  const response = await get(path);
  expect(response.status).toBe(200);
  return response.text();
};

const feed = z.object({ items: z.array(z.object({ url: z.string() })) });
let project = '';

beforeAll(async () => {
  const { items } = feed.parse(await (await get('/feeds/kinds/project.registered.json')).json());
  project = new URL(items[0]?.url ?? base).pathname;
});

describe('the page of a project', () => {
  it('tells the work, its parties and its milestones without a script', async () => {
    const html = await text(project);
    for (const words of ['示范数据', '建设节点', '责任单位和负责人', '建设单位', '个节点，已到达']) {
      expect(html).toContain(words);
    }
    expect(html).not.toMatch(/ style=/);
  });

  it('announces its feeds, which exist, and describes itself for chats', async () => {
    const html = await text(project);
    const feeds = [...html.matchAll(/<link[^>]+type="application\/(?:rss|feed)\+\w+"[^>]*>/g)].map(
      ([link]) => /href="([^"]+)"/.exec(link)?.[1] ?? ''
    );
    expect(feeds.filter((path) => path.includes(project))).toHaveLength(2);
    for (const path of feeds) expect((await get(path)).status).toBe(200);
    expect(html).toMatch(/<meta property="og:title" content="[^"]+"/);
  });

  it('answers in English under /en, with no Chinese label left', async () => {
    const html = await text(`/en${project}`);
    expect(html).toContain('Responsible parties and leaders');
    expect(html).toMatch(/\d+ of \d+ milestones reached/);
    expect(html).not.toContain('责任单位和负责人');
  });

  it('leads to map apps without telling them where people come from', async () => {
    const { items } = feed.parse(await (await get('/feeds/kinds/project.registered.json')).json());
    const pages = await Promise.all(
      [...new Set(items.map(({ url }) => new URL(url).pathname))].slice(0, 10).map(text)
    );
    const links = pages.flatMap((html) => html.match(/<a[^>]+uri\.amap\.com[^>]+>/g) ?? []);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      expect(link).toMatch(/rel="noopener noreferrer external"/);
      expect(link).toMatch(/referrerpolicy="no-referrer"/);
      expect(link).toMatch(/position=1\d\d\.\d+,\d\d\.\d+&amp;/);
    }
  });
});

describe('the pages of divisions', () => {
  it('list seventeen units, pilot cities first', async () => {
    const html = await text('/divisions');
    const codes = [...html.matchAll(/href="\/divisions\/(\d{6})"/g)].map(([, code]) => code);
    expect(codes).toHaveLength(18);
    expect(codes.slice(0, 6)).toEqual(['420000', '420100', '420200', '420500', '420600', '429004']);
  });

  it('write the denominator of the participation, and the target where there is one', async () => {
    expect(await text('/divisions/420100')).toMatch(
      /施工阶段的住宅工程 \d+ 个，其中试点 \d+ 个，参与比率 [\d.]+%/
    );
    expect(await text('/divisions/420100')).toContain('目标：不低于 20%');
    expect(await text('/divisions/420600')).toContain('目标：不低于 30%');
    expect(await text('/divisions/420300')).not.toContain('目标：不低于');
  });
});

describe('the pages of organizations', () => {
  it('are found by a part of the name, and lead to their works', async () => {
    const found = await text(`/organizations?kind=company&q=${encodeURIComponent('江汉')}`);
    const path = /href="(\/organizations\/[a-z0-9]+)"/.exec(found)?.[1] ?? '';
    const html = await text(path);
    expect(html).toContain('示范江汉房地产开发有限公司');
    expect(html).toMatch(/href="\/projects\/[a-z0-9]{10}"/);
  });

  it('tell the jurisdiction of a bureau', async () => {
    const found = await text(`/organizations?kind=bureau&q=${encodeURIComponent('武汉市住房')}`);
    const path = /href="(\/organizations\/[a-z0-9]+)"/.exec(found)?.[1] ?? '';
    expect(await text(path)).toContain('href="/divisions/420100"');
  });
});

describe('an address that leads nowhere', () => {
  it.each(['/projects/nothing', '/divisions/429999', '/organizations/nothing'])(
    'is a 404: %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('<html');
    }
  );
});

it('keeps answers until something changes', async () => {
  const first = await get(project);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).not.toBe('');
  expect((await get(project, { headers: { 'if-none-match': tag } })).status).toBe(304);
});
