import { requireDesk } from '#lib/accounts/guard.server.ts';
import { isOfficer } from '#lib/accounts/person.ts';
import * as imports from '#lib/projects/import/import.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireDesk(event);
  return {
    memberships: who.memberships,
    imports: isOfficer(who) ? await imports.recent(event.locals.db, 5) : []
  };
};
