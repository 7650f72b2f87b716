import { requireOfficer, requireParticipant } from '#lib/accounts/guard.server.ts';
import * as catalogue from '#lib/disclosures/desk/desk.server.ts';
import * as queues from '#lib/findings/desk/queues.server.ts';
import * as forms from '#lib/findings/desk/queue-forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireParticipant(event);
  const { db } = event.locals;
  const [found, items] = await Promise.all([queues.load(event.locals, who, event.url), catalogue.items(db)]);
  return { ...found, items };
};

export const actions: Actions = {
  triage: async (event) => {
    requireOfficer(event);
    return forms.triage(event);
  },
  assign: async (event) => {
    requireOfficer(event);
    return forms.assign(event);
  }
};
