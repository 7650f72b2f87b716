import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoPages } from '#tests/support/demo-pages.ts';
import { feedparser, xmllint } from '#tests/support/feed-readers.ts';

/** Feeds and calendars of lists as they are filtered, lists of feeds, on the demonstration. */

const { base, get, text } = demoPages();
const jsonFeed = z.object({
  title: z.string(),
  feed_url: z.string(),
  home_page_url: z.string(),
  items: z.array(z.object({ url: z.string(), _sunlit: z.object({ kind: z.string(), seq: z.number() }) }))
});
const feed = async (path: string) => jsonFeed.parse(await (await get(path)).json());
const pathOf = (url: string) => new URL(url).pathname;

describe('the feed of a list', () => {
  it('is announced on its page with the same filters, and tells of what the page shows', async () => {
    const search = '?city=420100&status=overdue';
    const page = await text(`/disclosures${search}&sort=due&size=100`);
    expect(page).toContain(`href="/feeds/lists/disclosures.rss${search.replace('&', '&amp;')}"`);
    expect(page).toMatch(
      /<link rel="alternate" type="application\/rss\+xml"[^>]*\/feeds\/lists\/disclosures\.rss/
    );
    const told = await feed(`/feeds/lists/disclosures.json${search}`);
    expect(told.items.length).toBeGreaterThan(0);
    for (const { url } of told.items) expect(page).toContain(`href="${pathOf(url)}"`);
    expect(told.title).toContain('武汉市');
    expect(told.home_page_url).toContain(`/disclosures${search}`);
    // how the page shows its list makes no other feed
    const same = await feed(`/feeds/lists/disclosures.json?sort=due&size=100&page=2&${search.slice(1)}&q=`);
    expect(same.items).toEqual(told.items);
    expect(same.feed_url).toBe(told.feed_url);
  });

  it('is well-formed for each list in both formats and languages', async (context) => {
    const problems = xmllint(context);
    const parse = feedparser(context);
    for (const path of [
      'projects.rss?stage=construction&pilot=yes&place=any',
      'disclosures.rss?item=rebar_tests&stage=construction',
      'open-days.rss?status=all',
      'findings.rss?outcome=substantiated&category=deputy',
      'complaints.rss?group=ended'
    ]) {
      for (const prefix of ['', '/en']) {
        const answer = await get(`${prefix}/feeds/lists/${path}`);
        expect(answer.status, path).toBe(200);
        const xml = await answer.text();
        expect(problems(xml)).toBe('');
        expect(parse(xml).bozo, path).toBe(false);
        expect(xml).not.toContain('rel="hub"');
        expect((await get(`${prefix}/feeds/lists/${path.replace('.rss', '.json')}`)).status).toBe(200);
      }
    }
  });

  it('refuses what the page would pass over, so that a slip does not look like silence', async () => {
    for (const path of [
      'disclosures.rss?status=nothing',
      'disclosures.rss?colour=red',
      'disclosures.rss?status=late&status=overdue',
      'disclosures.rss?item=no_such_item',
      'projects.json?city=999999',
      'findings.json?project=nobody',
      'complaints.json?before=0'
    ]) {
      const answer = await get(`/feeds/lists/${path}`);
      expect(answer.status, path).toBe(400);
      expect(answer.headers.get('content-type'), path).toContain('application/problem+json');
    }
    expect((await get('/feeds/lists/people.rss')).status).toBe(404);
    expect((await get('/feeds/lists/projects.xml')).status).toBe(404);
  });

  it('of open days is a calendar too', async () => {
    const page = await text('/open-days?city=420100');
    expect(page).toContain('href="/calendar/lists/open-days.ics?city=420100"');
    const calendar = await (await get('/calendar/lists/open-days.ics?city=420100')).text();
    expect(calendar).toContain('BEGIN:VEVENT');
    expect(calendar).toContain('武汉市');
    expect((await get('/calendar/lists/open-days.ics?city=x')).status).toBe(400);
  });
});

describe('a list of feeds of one’s own', () => {
  it('lies in its address: pages in, OPML out', async (context) => {
    const project = pathOf((await feed('/feeds/kinds/project.registered.json')).items[0]?.url ?? '');
    const lines = [
      '/disclosures?status=overdue&city=420100&page=3',
      `${base}/en${project}`,
      '/divisions/420106',
      '/nothing',
      'https://elsewhere.example/projects',
      project
    ];
    const search = new URLSearchParams({ pages: lines.join('\r\n') }).toString();
    const page = await text(`/feeds/mine?${search}`);
    for (const wrong of ['/nothing', 'https://elsewhere.example/projects'])
      expect(page).toContain(`>${wrong}</li>`);
    const link = /href="(\/feeds\/opml\.xml\?page=[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const opml = await (await get(link)).text();
    expect(xmllint(context)(opml)).toBe('');
    const urls = [...opml.matchAll(/xmlUrl="([^"]+)"/g)].map(
      ([, url = '']) => new URL(url.replaceAll('&amp;', '&'))
    );
    expect(urls.map(({ pathname, search: asked }) => pathname + asked)).toEqual([
      '/feeds/lists/disclosures.rss?city=420100&status=overdue',
      `/feeds${project}.rss`,
      '/feeds/divisions/420106.rss'
    ]);
    for (const url of urls) expect((await fetch(url)).status, url.href).toBe(200);
    expect(await text('/feeds/mine')).toContain('清单还是空的');
    const many = new URLSearchParams({
      pages: Array.from({ length: 40 }, (_, i) => `/x${String(i)}`).join('\n')
    });
    expect(await text(`/feeds/mine?${many.toString()}`)).toContain('最后 10 个');
  });

  it('of everything names each feed once, and each answers', async (context) => {
    const opml = await (await get('/feeds/opml.xml?all=yes')).text();
    expect(xmllint(context)(opml)).toBe('');
    const urls = [...opml.matchAll(/xmlUrl="([^"]+)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls.filter((url) => url.includes('/feeds/divisions/'))).toHaveLength(17);
    expect(urls.filter((url) => url.includes('/feeds/lists/'))).toHaveLength(5);
    expect(urls.filter((url) => url.includes('item=')).length).toBeGreaterThanOrEqual(11);
    for (const url of urls.filter((_, i) => i % 7 === 0)) expect((await fetch(url)).status, url).toBe(200);
  });
});
