import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as escalation from '#lib/complaints/escalation/escalation.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requirePerson(event);
  return escalation.fromFindingPage(event, event.params.slug);
};

export const actions: Actions = {
  default: (event) => escalation.fileFromFinding(event, requirePerson(event), event.params.slug)
};
