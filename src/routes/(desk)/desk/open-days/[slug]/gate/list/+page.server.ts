import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { sheet } from '#lib/open-days/gate/gate.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  return { sheet: await sheet(event.locals.db, event.params.slug) };
};
