import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { T } from '#lib/i18n/types.ts';
import { languageTags, localise } from '#lib/i18n/paths.ts';
import { hub } from '#lib/server/hub.ts';
import { kinds } from './entry.ts';
import { compose, contentTypes, formats, type Subject } from './feed.ts';
import { divisions, fullName, names, read } from './journal.server.ts';
import { writeJson } from './json-feed.ts';
import * as narrow from './narrow.server.ts';
import { writeOpml, type Outline } from './opml.ts';
import { writeRss } from './rss.ts';
import * as subjects from './subjects.server.ts';

const format = z.enum(formats);
const position = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable();
const cacheControl = 'public, max-age=60';

const originOf = (url: URL): string => new URL(hub().config.ORIGIN ?? url.origin).origin;

/** Answers with the feed of what `find` finds, in the format that the address ends in. */
export async function answer(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  ending: string,
  find: (db: App.Locals['db'], t: T) => Subject | Promise<Subject>
): Promise<Response> {
  const as = format.safeParse(ending);
  if (!as.success) error(404, { code: 'not_found', message: 'not_found' });
  const before = position.safeParse(url.searchParams.get('before'));
  if (!before.success) error(400, { code: 'invalid', message: 'invalid' });

  const { db, t } = locals;
  const subject = await narrow.apply(db, await find(db, t), url.searchParams, t);
  const [found, known] = await Promise.all([read(db, subject.scope, before.data), names(db, t.lang)]);
  const place = { origin: originOf(url), format: as.data, before: before.data };
  const feed = compose(subject, found, place, t, known);
  const write = as.data === 'rss' ? writeRss : writeJson;
  const headers = new Headers({ 'content-type': contentTypes[as.data], 'cache-control': cacheControl });
  if (feed.updated) headers.set('last-modified', feed.updated.toUTCString());
  return new Response(write(feed, t('feeds.demo')), { headers });
}

/** The feeds that everyone may want, for the page and for readers that import a list. */
export async function list({ db, t }: Pick<App.Locals, 'db' | 't'>) {
  const rows = await divisions(db);
  const cities = rows
    .filter(({ level }) => level === 'prefecture' || level === 'county_direct')
    .map(({ division_code: code, pilot }) => ({
      ...subjects.division(code, fullName(rows, code, t.lang) ?? code),
      pilot
    }));
  return {
    province: subjects.province(t),
    cities,
    kinds: kinds.map((kind) => subjects.ofKind(kind, t))
  };
}

/** Province, pilot cities and kinds as OPML. */
export async function opml({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): Promise<Response> {
  const { t } = locals;
  const { province, cities, kinds: byKind } = await list(locals);
  const address = (path: string) => originOf(url) + localise(path, t.lang);
  const one = ({ title, path, page }: Subject): Outline => ({
    title: t('feeds.feedTitle', { title }),
    feed: { url: `${address(path)}.rss`, page: address(page), language: languageTags[t.lang] }
  });
  const folders = [
    one(province),
    { title: t('feeds.pilotCities'), inside: cities.filter(({ pilot }) => pilot).map(one) },
    { title: t('feeds.byKind'), inside: byKind.map(one) }
  ];
  return new Response(writeOpml(t('feeds.opmlTitle'), folders), {
    headers: { 'content-type': 'text/x-opml; charset=utf-8', 'cache-control': cacheControl }
  });
}
