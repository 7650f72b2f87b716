import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as bulk from '#lib/complaints/desk/bulk.server.ts';
import * as inbox from '#lib/complaints/desk/list.server.ts';
import * as map from '#lib/map/settings.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  return { ...(await inbox.load(event.locals, who, event.url)), map: map.settings() };
};

export const actions: Actions = {
  many: async (event) => {
    requireOfficer(event);
    return bulk.many(event);
  },
  save: async (event) => {
    requireOfficer(event);
    return bulk.save(event);
  },
  remove: async (event) => {
    requireOfficer(event);
    return bulk.remove(event);
  }
};
