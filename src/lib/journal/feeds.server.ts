import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import type { T } from '#lib/i18n/types.ts';
import { hub } from '#lib/server/hub.ts';
import { kinds, type Entries } from './entry.ts';
import { compose, contentTypes, formats, type Format, type Subject } from './feed.ts';
import { divisions, fullName, names, read } from './journal.server.ts';
import { writeJson } from './json-feed.ts';
import * as lists from './lists/feed.server.ts';
import * as narrow from './narrow.server.ts';
import { writeRss } from './rss.ts';
import * as subjects from './subjects.server.ts';

const format = z.enum(formats);
const position = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable();
export const cacheControl = 'public, max-age=60';

export const originOf = (url: URL): string => new URL(hub().config.ORIGIN ?? url.origin).origin;

function asked(url: URL, ending: string): { format: Format; before: number | null } {
  const as = format.safeParse(ending);
  if (!as.success) error(404, { code: 'not_found', message: 'not_found' });
  const before = position.safeParse(url.searchParams.get('before'));
  if (!before.success) error(400, { code: 'invalid', message: 'invalid' });
  return { format: as.data, before: before.data };
}

/** Answers with the feed of what `find` finds, in the format that the address ends in. */
export async function answer(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  ending: string,
  find: (db: App.Locals['db'], t: T) => Subject | Promise<Subject>
): Promise<Response> {
  const { format: as, before } = asked(url, ending);
  const { db, t } = locals;
  const subject = await narrow.apply(db, await find(db, t), url.searchParams, t);
  return write({ locals, url }, as, subject, before, () => read(db, subject.scope, before));
}

/** Answers with the feed of a list as the page with the same parameters shows it. */
export async function answerList(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  name: string,
  ending: string
): Promise<Response> {
  const { format: as, before } = asked(url, ending);
  const subject = await lists.find(locals.db, name, url, locals.t);
  return write({ locals, url }, as, subject, before, () => lists.read(locals.db, subject, before));
}

async function write(
  { locals: { db, t }, url }: Pick<RequestEvent, 'locals' | 'url'>,
  format: Format,
  subject: Subject,
  before: number | null,
  read: () => Promise<Entries>
): Promise<Response> {
  const [found, known] = await Promise.all([read(), names(db, t.lang)]);
  const place = { origin: originOf(url), format, before, hub: hub().config.HUB_WEBSUB };
  const feed = compose(subject, found, place, t, known);
  const headers = new Headers({ 'content-type': contentTypes[format], 'cache-control': cacheControl });
  if (feed.updated) headers.set('last-modified', feed.updated.toUTCString());
  // WebSub, section 4: readers of JSON look here
  if (feed.hub) headers.set('link', `<${feed.hub}>; rel="hub", <${feed.self}>; rel="self"`);
  const text = format === 'rss' ? writeRss(feed, t('feeds.demo')) : writeJson(feed, t('feeds.demo'));
  return new Response(text, { headers });
}

/** The feeds that everyone may want, for the page and for readers that import a list. */
export async function list({ db, t }: Pick<App.Locals, 'db' | 't'>) {
  const [rows, items] = await Promise.all([divisions(db), disclosures.items(db)]);
  const cities = rows
    .filter(({ level }) => level === 'prefecture' || level === 'county_direct')
    .map(({ division_code: code, pilot }) => ({
      ...subjects.division(code, fullName(rows, code, t.lang) ?? code),
      pilot
    }));
  return {
    province: subjects.province(t),
    cities,
    kinds: kinds.map((kind) => subjects.ofKind(kind, t)),
    lists: lists.whole(t),
    items: items.map((one) => ({
      title: t.lang === 'zh' ? one.name : one.name_en,
      path: '/feeds/all',
      search: `item=${one.item}`
    }))
  };
}
