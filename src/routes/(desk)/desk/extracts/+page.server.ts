import { requireCompany } from '#lib/accounts/guard.server.ts';
import * as extracts from '#lib/complaints/desk/extracts.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireCompany(event);
  return extracts.load(event.locals.db, event.url.searchParams);
};
