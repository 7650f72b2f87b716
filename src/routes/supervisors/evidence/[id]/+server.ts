import { requirePerson } from '#lib/accounts/guard.server.ts';
import { serve } from '#lib/supervisors/evidence.server.ts';
import type { RequestHandler } from './$types';

/** A file of evidence, to the person whose it is and to officers who decide. */
export const GET: RequestHandler = (event) => {
  requirePerson(event);
  return serve(event, event.params.id);
};
