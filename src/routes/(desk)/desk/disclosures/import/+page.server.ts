import { requireCompany } from '#lib/accounts/guard.server.ts';
import * as desk from '#lib/disclosures/desk/desk.server.ts';
import * as imports from '#lib/disclosures/import/import.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireCompany(event);
  return { items: await desk.items(event.locals.db) };
};

export const actions: Actions = {
  upload: async (event) => {
    const who = requireCompany(event);
    return imports.upload(event, who);
  },
  write: async (event) => {
    requireCompany(event);
    return imports.write(event);
  }
};
