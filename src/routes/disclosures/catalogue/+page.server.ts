import * as catalogue from '#lib/catalogue/catalogue.server.ts';
import { places } from '#lib/catalogue/cities.server.ts';
import { list } from '#lib/catalogue/schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, lang }, url }) => {
  const query = list.parse(url.searchParams);
  const [found, { cities }] = await Promise.all([catalogue.list(db, query), places(db, lang)]);
  return { query, found, cities };
};
