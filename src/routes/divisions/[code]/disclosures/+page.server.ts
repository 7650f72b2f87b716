import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { matrixList } from '#lib/disclosures/read-schema.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const query = matrixList.parse(url.searchParams);
  return {
    query,
    matrix: await disclosures.compare(locals.db, params.code, query),
    today: calendarDay()
  };
};
