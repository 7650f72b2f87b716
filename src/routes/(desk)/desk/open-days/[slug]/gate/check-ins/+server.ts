import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { take } from '#lib/open-days/gate/gate.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  requireParticipant(event);
  return take(event, event.params.slug);
};
