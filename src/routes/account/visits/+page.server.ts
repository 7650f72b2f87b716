import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as visits from '#lib/findings/visit/visits.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requirePerson(event);
  const query = visits.query.parse(event.url.searchParams);
  return { owner: who.user_id, query, found: await visits.browse(event.locals.db, query) };
};
