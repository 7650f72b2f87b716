import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as settings from '#lib/complaints/desk/settings.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  return settings.loadRoutes(event.locals, who);
};

export const actions: Actions = {
  save: async (event) => {
    requireOfficer(event);
    return settings.saveRoute(event);
  },
  remove: async (event) => {
    requireOfficer(event);
    return settings.removeRoute(event);
  }
};
