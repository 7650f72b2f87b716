import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as connections from '#lib/complaints/connections/connections.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireOfficer(event);
  return connections.read(event.locals.db);
};

export const actions: Actions = {
  create: (event) => {
    requireOfficer(event);
    return connections.create(event);
  },
  end: (event) => {
    requireOfficer(event);
    return connections.end(event);
  }
};
