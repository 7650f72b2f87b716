import { requirePerson } from '#lib/accounts/guard.server.ts';
import { fresh } from '#lib/findings/visit/visits.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const who = requirePerson(event);
  return fresh(event.locals.db, who, event.params.openday);
};
