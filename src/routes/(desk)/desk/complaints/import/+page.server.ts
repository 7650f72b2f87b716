import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as imports from '#lib/complaints/hotline/upload.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  return { bureaus: await imports.bureaus(event) };
};

export const actions: Actions = {
  upload: (event) => {
    const who = requireOfficer(event);
    return imports.upload(event, who);
  }
};
