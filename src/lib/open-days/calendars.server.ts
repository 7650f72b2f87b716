import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { T } from '#lib/i18n/types.ts';
import { divisions, fullName } from '#lib/journal/journal.server.ts';
import { findDivision, findProject } from '#lib/journal/subjects.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { calendarType, writeCalendar, type CalendarDay } from './ics.ts';
import { calendarRow, openDayPage, type CalendarRow } from './schema.ts';

const rows = z.array(calendarRow);
/** What is longer ago is in the lists; a calendar that grows for ever is fetched every hour by everyone. */
const daysBack = 180;
const cacheControl = 'public, max-age=300';

export const originOf = (url: URL): string => new URL(hub().config.ORIGIN ?? url.origin).origin;

/** A proposed day has no hours that anyone could come at. */
export function withHours(
  row: Omit<CalendarRow, 'starts_at' | 'ends_at'> & Pick<CalendarRow, 'starts_at' | 'ends_at'>
): CalendarDay[] {
  const { starts_at, ends_at } = row;
  return row.state === 'proposed' || starts_at === null || ends_at === null
    ? []
    : [{ ...row, starts_at, ends_at }];
}

interface Found {
  name: string;
  days: CalendarDay[];
}

/** From the beginning of a day, so that the answer has the same bytes until midnight. */
export const since = (now: Date): string => {
  const from = new Date(now.getTime() - daysBack * 86_400_000);
  return `${from.toISOString().slice(0, 10)}T00:00:00+08:00`;
};

export async function read(db: Client, scope: Record<string, string>): Promise<CalendarDay[]> {
  const answer = await db.rpc('open_days_calendar', { scope, from_at: since(new Date()) });
  return unwrap(answer, rows).flatMap(withHours);
}

type Find = (db: Client, t: T) => Promise<Found>;

export const province: Find = async (db, t) => ({
  name: t('calendars.province'),
  days: await read(db, { division: '420000' })
});

export const ofDivision =
  (code: string): Find =>
  async (db, t) => {
    const { title } = await findDivision(db, code, t);
    return { name: t('calendars.ofDivision', { name: title }), days: await read(db, { division: code }) };
  };

export const ofProject =
  (slug: string): Find =>
  async (db, t) => {
    const { title } = await findProject(db, slug);
    return { name: t('calendars.ofProject', { name: title }), days: await read(db, { project: slug }) };
  };

/** A file with one day. */
export const ofDay =
  (slug: string): Find =>
  async (db) => {
    const page = unwrap(await db.rpc('open_day_page', { slug }), openDayPage.nullable());
    const days = page ? withHours({ ...page, booking: null }) : [];
    if (!page || days.length === 0) error(404, { code: 'not_found', message: 'not_found' });
    return { name: page.title, days };
  };

/** Answers with the calendar that `find` finds, in the language of the address. */
export async function answer(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  find: Find
): Promise<Response> {
  const { name, days } = await find(locals.db, locals.t);
  const text = writeCalendar(days, { name, origin: originOf(url), method: 'publish', t: locals.t });
  return new Response(text, {
    headers: { 'content-type': calendarType('publish'), 'cache-control': cacheControl }
  });
}

/** The calendars of the page that explains them. */
export async function list({ db, t, lang }: Pick<App.Locals, 'db' | 't' | 'lang'>) {
  const all = await divisions(db);
  const cities = all.filter(({ level }) => level === 'prefecture' || level === 'county_direct');
  return {
    province: { name: t('calendars.province'), path: '/calendar/all.ics' },
    cities: cities.map(({ division_code: code }) => ({
      name: fullName(all, code, lang) ?? code,
      path: `/calendar/divisions/${code}.ics`
    }))
  };
}
