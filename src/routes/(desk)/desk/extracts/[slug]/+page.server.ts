import { requireCompany } from '#lib/accounts/guard.server.ts';
import * as extracts from '#lib/complaints/desk/extracts.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireCompany(event);
  return extracts.read(event.locals.db, event.params.slug, event.url.searchParams);
};

export const actions: Actions = {
  answer: async (event) => {
    requireCompany(event);
    return extracts.explain(event);
  }
};
