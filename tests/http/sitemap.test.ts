import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { publicRoutes } from '#lib/accounts/public-routes.ts';
import { kinds, single } from '#lib/open-data/catalogue/sitemap.ts';
import { refusal } from '#tests/support/browserless.ts';
import { icalendar } from '#tests/support/calendar-readers.ts';
import { feedparser, xmllint } from '#tests/support/feed-readers.ts';
import { jsonFeed } from '#tests/support/json-feed.ts';
import { robotparser } from '#tests/support/robots-readers.ts';
import { draft7 } from '#tests/support/schema-readers.ts';
import { npmVersion, pythonVersion, recordValidation, said } from '#tests/support/validations.ts';

/** What crawlers and readers are told, on the built server, judged by tools that are not ours. */
const base = inject('baseUrl');
const get = (path: string, init: RequestInit = {}) => fetch(base + path, { redirect: 'manual', ...init });
const text = async (path: string) => {
  const response = await get(path, { headers: { accept: '*/*' } });
  expect(response.status, path).toBe(200);
  return response.text();
};
const pathOf = (url: string) => new URL(url).pathname;
const locations = (xml: string) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url);
/** It says 20914 for 2.9.14. */
const xmllintVersion = () =>
  said('xmllint', ['--version']).replace(/^(\d)(\d\d)(\d\d)$/, (_, ...parts: string[]) =>
    parts.slice(0, 3).map(Number).join('.')
  );

const files = async () => locations(await text('/sitemap.xml')).map(pathOf);
const urls = async () => (await Promise.all((await files()).map(text))).flatMap(locations);

describe('the sitemap', () => {
  it('is well-formed for xmllint, the index and each file', async (context) => {
    const complaints = xmllint(context);
    const lint = async (paths: string[]) =>
      (await Promise.all(paths.map(text))).map(complaints).filter((one) => one !== '');
    const tool = { tool: 'xmllint', version: xmllintVersion() };
    expect(
      recordValidation({ endpoint: '/sitemap.xml', ...tool, problems: await lint(['/sitemap.xml']) })
    ).toEqual([]);
    expect(
      recordValidation({ endpoint: '/sitemap/*.xml', ...tool, problems: await lint(await files()) })
    ).toEqual([]);
  });

  it('names each page once in both languages, each naming the other', async () => {
    const all = await urls();
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(500);
    const known = new Set(all.map(pathOf));
    for (const path of known) {
      const other = path === '/' ? '/en' : path.startsWith('/en/') ? path.slice(3) : `/en${path}`;
      if (path !== '/en') expect(known, path).toContain(other);
    }
    const projects = await text((await files()).find((path) => path.includes('/projects/')) ?? '');
    const [entry = ''] = /<url>.*?<\/url>/.exec(projects) ?? [];
    for (const tag of ['zh-CN', 'en', 'x-default']) expect(entry).toContain(`hreflang="${tag}"`);
  });

  it('leads to pages that are there, that name themselves as the sitemap does, and that may be kept', async () => {
    const all = await urls();
    const shapes = Map.groupBy(all.map(pathOf), (path) => path.replace(/[a-z0-9]{10,}|\d{6}/g, '*'));
    for (const [shape, paths] of shapes) {
      // /open… pages beside this slice have suites of their own
      if (/^(\/en)?\/open(\/|$)/.test(shape)) continue;
      const [path = ''] = paths;
      const html = await text(path);
      expect(html, path).not.toContain('<meta name="robots" content="noindex"');
      const hrefs = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)];
      expect(
        hrefs.map(([, tag]) => tag),
        path
      ).toEqual(['zh-CN', 'en', 'x-default']);
      expect(
        hrefs.some(([, , href = '']) => new URL(href, base).pathname === path),
        path
      ).toBe(true);
      const [, canonical] = /<link rel="canonical" href="([^"]+)"/.exec(html) ?? [];
      expect(new URL(canonical ?? '', base).pathname, path).toBe(path);
    }
  });

  it('holds every page that anyone may read, but for those that are nobody else’s', () => {
    const routes = join(import.meta.dirname, '../../src/routes');
    const pages = readdirSync(routes, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('+page.svelte'))
      .map((path) => (dirname(path) === '.' ? '/' : `/${dirname(path)}`))
      .filter((id) => id in publicRoutes);
    const listed = new Set<string>([
      ...single,
      ...Object.values(kinds)
        .flat()
        .map((path) => path.replace('*', '[slug]')),
      ...[
        '/divisions/[code]',
        '/divisions/[code]/disclosures',
        '/disclosures/catalogue/[item]',
        '/open/api/v1/reference/[operation]',
        '/open/[dataset]'
      ]
    ]);
    const left = pages.filter((id) => !listed.has(id));
    // accounts and letters; boards to print and texts to copy; one's own complaint; persons; figures of one project;
    // one operation of the API, which its list leads to
    const closed =
      /^\/(account|subscribe)(\/|$)|\/(board|wechat)$|^\/complaints\/track$|^\/open-days\/refuse$|^\/supervisors\/\[number\]$|\/open-days\/figures$|^\/open\/snapshots\/|^\/feeds\/mine$|^\/open\/api\/v1\/reference\/\[/;
    expect(left.filter((id) => !closed.test(id))).toEqual([]);
  });

  it('is asked again cheaply, and a file that there is not is a problem', async () => {
    const [, file = ''] = await files();
    const first = await get(file);
    const tag = first.headers.get('etag') ?? '';
    expect((await get(file, { headers: { 'if-none-match': tag } })).status).toBe(304);
    for (const path of ['/sitemap/people/~.xml', '/sitemap/projects/a.xml', '/sitemap/projects/zzzz~.xml'])
      expect(await refusal(await get(path)), path).toMatchObject({ status: 404 });
  });
});

describe('the page of a project', () => {
  it('tells programs where its data is, and what describes it', async () => {
    const projects = await text((await files()).find((path) => path.includes('/projects/')) ?? '');
    const html = await text(pathOf(locations(projects)[0] ?? ''));
    const of = (rel: string, type: string) =>
      [
        ...html.matchAll(
          new RegExp(`<link rel="${rel}" type="${type.replace('+', '\\+')}"[^>]* href="([^"]+)"`, 'g')
        )
      ].map(([, href = '']) => href);
    const found = [
      ...of('describedby', 'application/ld+json'),
      ...of('alternate', 'application/json'),
      ...of('describedby', 'application/json')
    ];
    expect(found).toHaveLength(3);
    for (const path of found) expect((await get(path, { method: 'HEAD' })).status, path).toBe(200);
  });
});

describe('/robots.txt', () => {
  it('closes what is no page for everyone, opens the rest, and names the sitemap', async (context) => {
    const read = robotparser(context);
    const open = [
      '/',
      '/en',
      '/projects',
      '/disclosures/abc',
      '/en/findings/abc',
      '/open/projects.csv',
      '/sitemap.xml'
    ];
    const closed = [
      '/account/sign-in',
      '/en/account/inbox',
      '/desk',
      '/desk/projects',
      '/subscribe',
      '/map/projects'
    ];
    const told = read(await text('/robots.txt'), [...open, ...closed]);
    const problems = [
      ...open.filter((path) => !told.allowed.includes(path)).map((path) => `${path} is closed`),
      ...closed.filter((path) => told.allowed.includes(path)).map((path) => `${path} is open`),
      ...(told.sitemaps.map(pathOf).includes('/sitemap.xml') ? [] : ['it names no sitemap'])
    ];
    const tool = { tool: 'urllib.robotparser', version: said('/usr/bin/python3', ['--version']) };
    expect(recordValidation({ endpoint: '/robots.txt', ...tool, problems })).toEqual([]);
  });
});

describe('feeds and calendars of the demonstration', () => {
  const feeds = ['/feeds/all', '/feeds/divisions/420100', '/feeds/kinds/disclosure.published'];

  it('are well-formed RSS that feedparser reads', async (context) => {
    const complaints = xmllint(context);
    const parse = feedparser(context);
    const texts = await Promise.all(feeds.map((path) => text(`${path}.rss`)));
    const endpoint = '/feeds/*.rss';
    const problems = texts.map(complaints).filter((one) => one !== '');
    expect(recordValidation({ endpoint, tool: 'xmllint', version: xmllintVersion(), problems })).toEqual([]);
    const bad = texts
      .map(parse)
      .flatMap(({ bozo, version, ids }, i) =>
        bozo === false && version === 'rss20' && ids.length > 0 ? [] : [`${feeds[i] ?? ''} is not read whole`]
      );
    const version = pythonVersion('feedparser');
    expect(recordValidation({ endpoint, tool: 'feedparser', version, problems: bad })).toEqual([]);
  });

  it('are JSON Feed 1.1 by its schema', async () => {
    const judge = draft7(jsonFeed);
    const texts = await Promise.all(feeds.map((path) => text(`${path}.json`)));
    const problems = texts.flatMap((one) => judge(JSON.parse(one)));
    const tool = { tool: 'ajv', version: npmVersion('ajv') };
    expect(recordValidation({ endpoint: '/feeds/*.json', ...tool, problems })).toEqual([]);
    expect(
      judge({ version: 'https://jsonfeed.org/version/1.1', title: 'x', items: [{ id: '1' }] })
    ).not.toEqual([]);
  });

  it('are a list of feeds that xmllint finds well-formed', async (context) => {
    const problems = [xmllint(context)(await text('/feeds/opml.xml'))].filter((one) => one !== '');
    const tool = { tool: 'xmllint', version: xmllintVersion() };
    expect(recordValidation({ endpoint: '/feeds/opml.xml', ...tool, problems })).toEqual([]);
  });

  it('are calendars that icalendar reads without an error', async (context) => {
    const read = icalendar(context);
    const paths = ['/calendar/all.ics', '/calendar/divisions/420100.ics', '/en/calendar/all.ics'];
    const found = await Promise.all(paths.map(async (path) => read(await text(path))));
    const problems = found.flatMap(({ errors }) => errors);
    const version = pythonVersion('icalendar');
    expect(recordValidation({ endpoint: '/calendar/*.ics', tool: 'icalendar', version, problems })).toEqual(
      []
    );
    expect(found[0]?.events.length).toBeGreaterThan(3);
  });
});
