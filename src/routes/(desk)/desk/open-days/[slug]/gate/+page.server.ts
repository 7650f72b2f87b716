import { requireParticipant } from '#lib/accounts/guard.server.ts';
import * as gate from '#lib/open-days/gate/gate.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  return gate.load(event.locals.db, event.params.slug);
};

export const actions: Actions = {
  code: async (event) => {
    requireParticipant(event);
    return gate.checkInByCode(event, event.params.slug);
  },
  walk: async (event) => {
    requireParticipant(event);
    return gate.checkInWalk(event, event.params.slug);
  }
};
