import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as desk from '#lib/supervisors/desk/desk.server.ts';
import { deskList } from '#lib/supervisors/schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  const query = deskList.parse(event.url.searchParams);
  return {
    query,
    reviewer: who.memberships.some(({ duties }) => duties.includes('reviewer')),
    list: query.filters.list ?? 'applied',
    found: await desk.list(event.locals.db, query)
  };
};
