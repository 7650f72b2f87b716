import { places } from '#lib/projects/browse.server.ts';
import { list } from '#lib/supervisors/schema.ts';
import * as supervisors from '#lib/supervisors/supervisors.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, lang }, url }) => {
  const query = list.parse(url.searchParams);
  const [found, divisions] = await Promise.all([supervisors.browse(db, query), places(db, lang, {})]);
  const cities = divisions.filter(({ city }) => city === null).map(({ code, name }) => ({ code, name }));
  return { query, found, cities };
};
