import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kinds } from '#lib/journal/entry.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { configOf, removeFolder } from '#tests/support/data-folder.ts';
import { feedparser, xmllint } from '#tests/support/feed-readers.ts';
import { newFolder, startServer, type RunningServer } from '#tests/support/server.ts';

// Addresses in a feed begin with ORIGIN, so that a server on another port gives the same bytes.
const origin = 'http://hub.example';
const dataDir = await newFolder({ HUB_DEMO: 'off' });
const start = (): Promise<RunningServer> =>
  startServer({ dataDir, env: { HUB_DEMO: 'off', ORIGIN: origin } });

let server: RunningServer;
const slugs = { project: '', organization: '' };

/** 60 works: more than a page. The last has what XML cannot hold in its name. */
async function fill(): Promise<void> {
  const { service } = await openHub(undefined, configOf(dataDir));
  const save = async (facts: Record<string, unknown>) => {
    const { data, error } = await service.rpc('save_project', { facts });
    if (error) throw new Error(error.message);
    return z.object({ project_id: z.string(), slug: z.string() }).parse(data);
  };
  for (let i = 1; i <= 60; i += 1) {
    const saved = await save({
      permit_no: `42010620260301${String(i).padStart(4, '0')}`,
      name: i === 60 ? '<b>江\u0007湾\u001f</b> & "花园" ]]>' : `项目 ${i}`,
      division_code: i % 2 === 0 ? '420106' : '429004',
      housing_type: 'commodity',
      ...(i === 60 ? { lat: 30.5, lng: 114.3 } : {}),
      parties: { developer: { name: '甲公司', leader: '张三' } }
    });
    slugs.project = saved.slug;
    if (i === 60)
      await save({
        project_id: saved.project_id,
        fit_out: 'shell',
        milestones: { permit: { reached: '2026-03-01' } }
      });
  }
  const { data } = await service.from('organizations').select('slug').eq('name', '甲公司').single();
  slugs.organization = z.object({ slug: z.string() }).parse(data).slug;
  await closeHub();
}

beforeAll(async () => {
  await fill();
  server = await start();
});
afterAll(async () => {
  await server.stop();
  await removeFolder(dataDir);
});

const get = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { redirect: 'manual', ...init });
const text = async (path: string) => (await get(path)).text();

const paths = () => [
  '/feeds/all',
  '/feeds/divisions/420000',
  '/feeds/divisions/420100',
  '/feeds/divisions/420106',
  `/feeds/organizations/${slugs.organization}`,
  `/feeds/projects/${slugs.project}`,
  '/feeds/kinds/project.registered',
  '/feeds/kinds/project.updated',
  '/feeds/kinds/milestone.reached'
];
const everywhere = () => paths().flatMap((path) => [path, `/en${path}`]);
const empty = '/feeds/divisions/420800';

describe('RSS', () => {
  it('is well-formed for xmllint, control characters and an empty feed included', async (context) => {
    const complaints = xmllint(context);
    for (const path of [...everywhere(), empty])
      expect(`${path} ${complaints(await text(`${path}.rss`))}`).toBe(`${path} `);
  });

  it('is read by feedparser without complaint', async (context) => {
    const parse = feedparser(context);
    const read = async (path: string) => parse(await text(path));
    for (const path of everywhere()) {
      const parsed = await read(`${path}.rss`);
      expect(parsed, path).toMatchObject({
        bozo: false,
        version: 'rss20',
        dated: true,
        licence: 'https://creativecommons.org/licenses/by/4.0/'
      });
      expect(parsed.ids.length, path).toBeGreaterThan(0);
      expect(new Set(parsed.ids).size).toBe(parsed.ids.length);
    }
    expect(await read(`${empty}.rss`)).toMatchObject({ bozo: false, titles: [] });
    const one = await read(`/feeds/projects/${slugs.project}.rss`);
    expect(one.titles).toHaveLength(4);
    expect(one.ids.at(-1)).toBe('tag:hub.example,2026-01-01:journal/60');
    expect(one.where).toContainEqual({ type: 'Point', coordinates: [114.3, 30.5] });
  });
});

describe('JSON Feed', () => {
  const feed = z.looseObject({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string().min(1),
    home_page_url: z.url(),
    feed_url: z.url(),
    next_url: z.url().optional(),
    language: z.string(),
    items: z.array(
      z.looseObject({
        id: z.string(),
        url: z.url(),
        title: z.string(),
        content_text: z.string().min(1),
        date_published: z.iso.datetime()
      })
    )
  });
  const read = async (path: string) => feed.parse(JSON.parse(await text(path)));

  it('says where it is, and the same items as RSS', async () => {
    for (const path of [...everywhere(), empty]) {
      const parsed = await read(`${path}.json`);
      expect(parsed.feed_url).toBe(`${origin}${path}.json`);
      expect(parsed.language).toBe(path.startsWith('/en/') ? 'en' : 'zh-CN');
      const ids = [...(await text(`${path}.rss`)).matchAll(/<guid isPermaLink="false">([^<]+)</g)];
      expect(parsed.items.map(({ id }) => id)).toEqual(ids.map(([, id]) => id));
    }
  });

  it('leads from page to page through every entry once', async () => {
    const ids: string[] = [];
    const sizes: number[] = [];
    for (let path: string | undefined = '/feeds/all.json'; path;) {
      const page: z.infer<typeof feed> = await read(path);
      ids.push(...page.items.map(({ id }) => id));
      sizes.push(page.items.length);
      path = page.next_url?.replace(origin, '');
    }
    expect(sizes).toEqual([50, 13]);
    expect(ids).toEqual(Array.from({ length: 63 }, (_, i) => `tag:hub.example,2026-01-01:journal/${63 - i}`));
  });
});

describe('an answer', () => {
  it.each(['rss', 'json'])('of %s may be kept and asked for again', async (format) => {
    const path = `/feeds/all.${format}`;
    const first = await get(path);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe(
      format === 'rss' ? 'application/rss+xml; charset=utf-8' : 'application/feed+json; charset=utf-8'
    );
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(Date.parse(modified)).toBeGreaterThan(0);

    const since = new Date(Date.parse(modified) - 1000).toUTCString();
    const asked: [Record<string, string>, number][] = [
      [{ 'if-none-match': etag }, 304],
      [{ 'if-none-match': '"other"' }, 200],
      [{ 'if-modified-since': modified }, 304],
      [{ 'if-modified-since': since }, 200]
    ];
    for (const [headers, status] of asked) {
      const answer = await get(path, { headers });
      expect(answer.status, JSON.stringify(headers)).toBe(status);
      if (status === 304) expect(await answer.text()).toBe('');
    }
    const head = await get(path, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(etag);
    expect(await head.text()).toBe('');
  });

  it('has the same bytes at each request, and after a restart', async () => {
    const addresses = everywhere().flatMap((path) => [`${path}.rss`, `${path}.json`]);
    const all = () => Promise.all(addresses.map(text));
    const before = await all();
    expect(await all()).toEqual(before);
    await server.stop();
    server = await start();
    expect(await all()).toEqual(before);
  });

  it('is a problem where there is no such feed', async () => {
    const missing = [
      '/feeds/all.xml',
      '/feeds/nothing.rss',
      '/feeds/divisions/429999.rss',
      '/feeds/divisions/420100'
    ];
    missing.push(
      '/feeds/kinds/a.b.rss',
      '/feeds/kinds/project.rss',
      '/feeds/projects/none.json',
      '/en/feeds/organizations/none.rss'
    );
    for (const [path, status] of [
      ...missing.map((path) => [path, 404] as const),
      ...['before=x', 'item=none', 'item=rebar_tests&item=concrete_tests', 'stage=x', 'kind=x'].map(
        (search) => [`/feeds/all.rss?${search}`, 400] as const
      ),
      ['/feeds/kinds/project.updated.rss?kind=project.updated', 400] as const
    ]) {
      const answer = await get(path);
      expect(`${path} ${answer.status}`).toBe(`${path} ${status}`);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(JSON.parse(await answer.text())).toMatchObject({
        status,
        code: status === 404 ? 'not_found' : 'invalid'
      });
    }
  });
});

describe('the list of feeds', () => {
  it('is OPML 2.0 with feeds that answer', async () => {
    for (const path of ['/feeds/opml.xml', '/en/feeds/opml.xml']) {
      const answer = await get(path);
      expect(answer.headers.get('content-type')).toBe('text/x-opml; charset=utf-8');
      const opml = await answer.text();
      expect(opml).toMatch(/<opml version="2\.0"><head><title>[^<]+<\/title><\/head><body>/);
      const feeds = [...opml.matchAll(/<outline type="rss" [^>]*xmlUrl="([^"]+)"/g)].map(
        ([, url = '']) => url
      );
      // the province, five pilot cities, each kind
      expect(feeds).toHaveLength(1 + 5 + kinds.length);
      for (const url of feeds) expect((await get(url.replace(origin, ''))).status, url).toBe(200);
    }
  });

  it('of the page names the province, 17 cities, the kinds and the eleven items, and each answers', async () => {
    for (const path of ['/feeds', '/en/feeds']) {
      const page = await text(path);
      const links = new Set([...page.matchAll(/href="([^"]*\/feeds\/[^"]+)"/g)].map(([, href = '']) => href));
      expect([...links].filter((href) => /divisions\/\d+\.rss$/.test(href))).toHaveLength(17);
      // two formats of each; the lists of feeds; the page of one's own
      expect(links.size).toBe(2 * (1 + 17 + kinds.length + 11 + 5) + 3);
      for (const href of links) expect((await get(href)).status, href).toBe(200);
      const announced = [
        ...page.matchAll(/<link rel="alternate" type="application\/(?:rss|feed)\+(?:xml|json)"[^>]*>/g)
      ];
      expect(announced.length).toBeGreaterThanOrEqual(2);
    }
  });
});
