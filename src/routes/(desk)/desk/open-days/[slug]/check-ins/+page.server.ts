import { requireParticipant } from '#lib/accounts/guard.server.ts';
import * as file from '#lib/open-days/gate/file.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  return file.load(event.locals.db, event.params.slug);
};

export const actions: Actions = {
  default: async (event) => {
    requireParticipant(event);
    return file.upload(event, event.params.slug);
  }
};
