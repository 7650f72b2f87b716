import { isOfficer, type Person } from '#lib/accounts/person.ts';
import { grouped, oversees } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { actionOf } from '#lib/notifications/schema.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import * as desk from './desk.server.ts';
import { list } from './schema.ts';

/** A page of the queues, and where acts on many of them are sent so that the filters stay. */
export async function load({ db, lang }: Pick<App.Locals, 'db' | 'lang'>, who: Person, url: URL) {
  const query = list.parse(url.searchParams);
  const officer = isOfficer(who);
  const [found, all] = await Promise.all([desk.list(db, query), officer ? divisions(db) : []]);
  const mine = all.filter(({ division_code }) => oversees(who, division_code));
  return {
    query,
    found,
    groups: grouped(mine, lang, true),
    officer,
    today: calendarDay(),
    actions: { triage: actionOf('triage', url.searchParams), assign: actionOf('assign', url.searchParams) }
  };
}

/** How many wait on the whole, and how many of them too long. */
export async function counts(db: Client): Promise<{ open: number; overdue: number }> {
  const { total, overdue } = await desk.list(db, list.parse(new URLSearchParams()));
  return { open: total, overdue };
}
