import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as escalation from '#lib/complaints/escalation/escalation.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requirePerson(event);
  return escalation.fromFindingPage(event, event.params.slug);
};

export const actions: Actions = {
  default: async (event) => {
    const who = requirePerson(event);
    return escalation.fileFromFinding(event, who, event.params.slug);
  }
};
