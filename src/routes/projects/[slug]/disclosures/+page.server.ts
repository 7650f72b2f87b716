import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  ...(await disclosures.ofProject(locals.db, params.slug)),
  today: calendarDay()
});
