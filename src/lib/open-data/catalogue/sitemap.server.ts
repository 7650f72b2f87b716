import { createHash } from 'node:crypto';
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { originOf } from '#lib/open-data/http.ts';
import { contents } from '#lib/open-data/openapi/reference.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { matchesTag } from '#lib/server/public-cache.ts';
import { revision } from '#lib/server/state.ts';
import { writeRobots } from './robots.ts';
import {
  isKind,
  kinds,
  mostOf,
  rangesOf,
  readRange,
  recordsOf,
  single,
  writeIndex,
  writeSitemap,
  type Entry,
  type Kind
} from './sitemap.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;

const bounds = z.object({ total: z.number(), bounds: z.array(z.string()) });
const records = z.array(z.tuple([z.string(), z.string().nullable()]));
const xml = { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=300' };

/** /sitemap.xml: the files of each kind that has any page. */
export async function index({ locals, url }: Event): Promise<Response> {
  const names = Object.keys(kinds).filter(isKind);
  const found = await Promise.all(names.map((kind) => rangesIn(locals.db, kind)));
  const paths = ['/sitemap/pages/~.xml', ...found.flat()];
  return new Response(writeIndex(originOf(url), paths), { headers: xml });
}

async function rangesIn(db: Client, kind: Kind): Promise<string[]> {
  const answer = await db.rpc('sitemap_bounds', { kind, size: recordsOf(kind) });
  const { total, bounds: starts } = unwrap(answer, bounds);
  return total === 0 ? [] : rangesOf(starts).map((range) => `/sitemap/${kind}/${range}.xml`);
}

/** /sitemap/<kind>/<from>~<until>.xml */
export async function file(
  { locals, url, request }: Event & Pick<RequestEvent, 'request'>,
  kind: string,
  text: string
): Promise<Response> {
  const range = readRange(text);
  if (!range || (kind !== 'pages' && !isKind(kind))) error(404, { code: 'not_found', message: 'not_found' });
  const { revision: version } = await revision().current();
  const headers = { ...xml, etag: tagOf(`${kind} ${text} ${version}`) };
  if (matchesTag(request.headers.get('if-none-match'), headers.etag))
    return new Response(null, { status: 304, headers });
  const entries = isKind(kind) ? await entriesOf(locals.db, kind, range) : await pages(locals.db);
  if (entries.length === 0) error(404, { code: 'not_found', message: 'not_found' });
  return new Response(writeSitemap(originOf(url), entries), { headers });
}

/** The revision tells how much is done behind the desk, so that it goes into a hash. */
const tagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;

async function entriesOf(
  db: Client,
  kind: Kind,
  { from, until }: { from: string; until: string }
): Promise<Entry[]> {
  const asked = { kind, from_slug: from, until_slug: until, most: mostOf(kind) };
  const rows = unwrap(await db.rpc('sitemap_page', asked), records);
  return rows.flatMap(([slug, changed]) =>
    kinds[kind].map((path) => ({ path: path.replace('*', slug), changed }))
  );
}

const codes = z.array(z.object({ division_code: z.string() }));
const items = z.array(z.object({ item: z.string() }));

/** Pages that there is one of, and those of divisions, items, data sets and operations, which are few. */
async function pages(db: Client): Promise<Entry[]> {
  const [divisions, catalogue] = await Promise.all([
    db.from('divisions').select('division_code').order('division_code'),
    db.from('disclosure_items').select('item').order('sort')
  ]);
  const operations = new Set(contents('zh').groups.flatMap((one) => one.operations.map(({ id }) => id)));
  const paths = [
    ...single,
    ...datasets.map(({ name }) => `/open/${name}`),
    ...[...operations].map((id) => `/open/api/v1/reference/${id}`),
    ...unwrap(catalogue, items).map(({ item }) => `/disclosures/catalogue/${item}`),
    ...unwrap(divisions, codes).flatMap(({ division_code: code }) => [
      `/divisions/${code}`,
      `/divisions/${code}/disclosures`
    ])
  ];
  return paths.map((path) => ({ path, changed: null }));
}

/** /robots.txt */
export const robots = ({ url }: Pick<RequestEvent, 'url'>): Response =>
  new Response(writeRobots(originOf(url)), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=300' }
  });
