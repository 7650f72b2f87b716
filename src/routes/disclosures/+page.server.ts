import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { list } from '#lib/disclosures/read-schema.ts';
import { verificationsOf } from '#lib/findings/reading/verifications.server.ts';
import { places } from '#lib/projects/browse.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, lang }, url }) => {
  const query = list.parse(url.searchParams);
  const [found, items, divisions] = await Promise.all([
    disclosures.browse(db, query),
    disclosures.items(db),
    places(db, lang, {})
  ]);
  return {
    query,
    found,
    verifications: await verificationsOf(db, found.rows),
    items,
    places: divisions.map(({ code, name, city }) => ({ code, name, city })),
    today: calendarDay()
  };
};
