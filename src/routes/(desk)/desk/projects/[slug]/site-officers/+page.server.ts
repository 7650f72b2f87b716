import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as site from '#lib/findings/desk/site-officers.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  return site.load(event.locals.db, event.params.slug, event.url.searchParams);
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    return site.save(event);
  }
};
