import { requirePerson } from '#lib/accounts/guard.server.ts';
import { reinspections } from '#lib/findings/own/own.server.ts';
import * as visits from '#lib/findings/visit/visits.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requirePerson(event);
  const query = visits.query.parse(event.url.searchParams);
  const { db } = event.locals;
  const [found, toLookAt] = await Promise.all([visits.browse(db, query), reinspections(db)]);
  return { owner: who.user_id, query, found, toLookAt };
};
