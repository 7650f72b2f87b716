import { requireAdministrator } from '#lib/accounts/guard.server.ts';
import * as organizations from '#lib/organizations/organizations.server.ts';
import { list } from '#lib/organizations/schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const query = list.parse(event.url.searchParams);
  return { query, ...(await organizations.list(event.locals.db, query)) };
};
