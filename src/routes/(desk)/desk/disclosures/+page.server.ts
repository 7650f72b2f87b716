import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { isCompanyMember } from '#lib/accounts/person.ts';
import * as desk from '#lib/disclosures/desk/desk.server.ts';
import { list } from '#lib/disclosures/desk/schema.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireParticipant(event);
  const { db } = event.locals;
  const query = list.parse(event.url.searchParams);
  const [found, items] = await Promise.all([desk.list(db, who, query), desk.items(db)]);
  return { query, items, company: isCompanyMember(who), today: calendarDay(), ...found };
};
