import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { guests } from '#lib/open-days/gate/gate.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireParticipant(event);
  return guests(event.locals.db, event.params.slug);
};
