import { requirePerson } from '#lib/accounts/guard.server.ts';
import { take } from '#lib/findings/visit/visits.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const who = requirePerson(event);
  return take(event, who, event.params.openday);
};
