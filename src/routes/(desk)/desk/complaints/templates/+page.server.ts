import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as settings from '#lib/complaints/desk/settings.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  return settings.loadTemplates(event.locals.db);
};

export const actions: Actions = {
  save: async (event) => {
    requireOfficer(event);
    return settings.saveTemplate(event);
  },
  remove: async (event) => {
    requireOfficer(event);
    return settings.removeTemplate(event);
  }
};
