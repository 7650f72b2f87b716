import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as own from '#lib/complaints/tracking/own.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requirePerson(event);
  return own.list(event);
};
