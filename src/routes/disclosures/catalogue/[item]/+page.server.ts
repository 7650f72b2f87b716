import * as catalogue from '#lib/catalogue/catalogue.server.ts';
import { places } from '#lib/catalogue/cities.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, lang }, params, url }) => {
  const today = calendarDay();
  const asked = catalogue.example(url.searchParams, today);
  const [item, { cities, nameOf }, [answer]] = await Promise.all([
    catalogue.read(db, params.item),
    places(db, lang),
    catalogue.tryOut(db, { ...asked, item: params.item })
  ]);
  return { item, today, cities, example: { ...asked, name: nameOf(asked.division), answer: answer ?? null } };
};
