import { requireAdministrator } from '#lib/accounts/guard.server.ts';
import * as audit from '#lib/desk/audit.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const query = audit.list.parse(event.url.searchParams);
  return { query, ...(await audit.read(event.locals.db, query)) };
};
