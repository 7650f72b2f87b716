import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { paper } from '#lib/complaints/desk/case.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  return paper(event.locals.db, event.params.slug, who);
};
