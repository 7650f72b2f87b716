import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { refusal } from '#lib/desk/act.server.ts';
import * as imports from '#lib/projects/import/import.server.ts';
import { upload } from '#lib/projects/import/upload.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  return { imports: await imports.recent(event.locals.db) };
};

export const actions: Actions = {
  default: async (event) => {
    const who = requireOfficer(event);
    try {
      return await upload(event, who.user_id);
    } catch (thrown) {
      return refusal(thrown, new FormData());
    }
  }
};
