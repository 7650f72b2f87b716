import { requireParticipant } from '#lib/accounts/guard.server.ts';
import * as plans from '#lib/disclosures/plan/plan.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  return {
    found: await plans.read(event.locals.db, event.params.slug),
    done: event.url.searchParams.get('done') === 'yes'
  };
};

export const actions: Actions = {
  default: async (event) => {
    requireParticipant(event);
    return plans.confirm(event);
  }
};
