import { requireStaff } from '#lib/accounts/guard.server.ts';
import * as catalogue from '#lib/catalogue/catalogue.server.ts';
import { homeOf } from '#lib/catalogue/desk.server.ts';
import { grouped } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireStaff(event);
  const { db, lang } = event.locals;
  const asked = catalogue.example(event.url.searchParams, calendarDay(), homeOf(who));
  const [all, rows] = await Promise.all([divisions(db), catalogue.tryOut(db, asked)]);
  return { ...asked, groups: grouped(all, lang, true), rows };
};
