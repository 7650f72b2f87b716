import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { T } from '#lib/i18n/types.ts';
import * as calendars from '#lib/open-days/calendars.server.ts';
import { calendarRow } from '#lib/open-days/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { entries, type Entries } from '../entry.ts';
import type { Subject } from '../feed.ts';
import { listNamed, type List } from './lists.server.ts';
import { frameNames, listNames } from './names.ts';
import { describe } from './words.server.ts';

const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });
const invalid = (): never => error(400, { code: 'invalid', message: 'invalid' });

/** What the address narrows the list by; null where it says something that the page would not take, or twice. */
function givenBy(list: List, params: URLSearchParams) {
  const given = [...params].filter(([name, value]) => value !== '' && !frameNames.includes(name));
  const read = list.read(params);
  const fine = given.every(
    ([name]) =>
      list.filters.includes(name) &&
      read[name] !== undefined &&
      params.getAll(name).filter(Boolean).length === 1
  );
  return fine ? given : null;
}

/**
 * The list as the subject of a feed. A page shows what it understands of its address; a feed that stays empty is found
 * out late, so it refuses what the page passes over: then null.
 */
export async function subjectOf(
  db: Client,
  list: List,
  params: URLSearchParams,
  t: T
): Promise<(Subject & { asked: Record<string, unknown> }) | null> {
  const given = givenBy(list, params);
  const said = given && (await describe(list.name, given, db, t));
  if (!said) return null;
  const search = list.search(params).replace(/^\?/, '');
  return {
    title: [t.of(list.title), ...said].join(t('feeds.narrowed')),
    path: `/feeds/lists/${list.name}`,
    page: `/${list.name}${search ? `?${search}` : ''}`,
    scope: {},
    search,
    list: list.name,
    asked: list.ask(params)
  };
}

/** What an address of this list's feed is about; 404 for no list, 400 for filters that it has not. */
export async function find(db: Client, name: string, url: URL, t: T) {
  const params = new URLSearchParams(url.searchParams);
  params.delete('before');
  return (await subjectOf(db, listNamed(name) ?? missing(), params, t)) ?? invalid();
}

/** A page of the entries about what the list shows, newest first, below `before` if given. */
export async function read(
  db: Client,
  { list, asked }: { list?: string; asked: Record<string, unknown> },
  before: number | null
): Promise<Entries> {
  const answer = await db.rpc('read_list_news', { list, filters: asked, before, page_size: 50 });
  return unwrap(answer, entries);
}

/** The days of a list of open days as a calendar. */
export const calendar = ({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): Promise<Response> =>
  calendars.answer({ locals, url }, async (db, t) => {
    const { title, asked } = await find(db, 'open-days', url, t);
    const answer = await db.rpc('open_days_listed', { filters: asked, from_at: calendars.since(new Date()) });
    return {
      name: t('feeds.feedTitle', { title }),
      days: unwrap(answer, z.array(calendarRow)).flatMap(calendars.withHours)
    };
  });

/** The lists without a filter, for the page of feeds. */
export const whole = (t: T): Subject[] =>
  listNames.map((name) => ({
    title: t.of(listNamed(name)?.title ?? name),
    path: `/feeds/lists/${name}`,
    page: `/${name}`,
    scope: {}
  }));
