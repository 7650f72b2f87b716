import { requireStaff } from '#lib/accounts/guard.server.ts';
import * as catalogue from '#lib/catalogue/catalogue.server.ts';
import { places } from '#lib/catalogue/cities.server.ts';
import { list } from '#lib/catalogue/schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireStaff(event);
  const { db, lang } = event.locals;
  const query = list.parse(event.url.searchParams);
  const [found, { cities }] = await Promise.all([catalogue.list(db, query), places(db, lang)]);
  return { query, found, cities };
};
