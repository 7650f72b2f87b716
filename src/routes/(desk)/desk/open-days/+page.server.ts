import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { isCompanyMember } from '#lib/accounts/person.ts';
import * as desk from '#lib/open-days/desk/desk.server.ts';
import { list } from '#lib/open-days/desk/schema.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireParticipant(event);
  const query = list.parse(event.url.searchParams);
  return {
    query,
    today: calendarDay(),
    company: isCompanyMember(who),
    found: await desk.browse(event.locals.db, query)
  };
};
