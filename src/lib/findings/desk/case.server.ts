import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import * as desk from './desk.server.ts';
import { shown } from './schema.ts';

/** What the page of a case shows: the finding beside what was disclosed when it was made. */
export async function load(db: Client, slug: string, params: URLSearchParams) {
  const finding = await desk.read(db, slug);
  const { done = null } = shown.parse(Object.fromEntries(params));
  return { finding, done, today: calendarDay() };
}
