import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { verificationsOf } from '#lib/findings/reading/verifications.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const found = await disclosures.ofProject(locals.db, params.slug);
  return {
    ...found,
    verifications: await verificationsOf(locals.db, found.disclosures),
    today: calendarDay()
  };
};
