import { requireDesk } from '#lib/accounts/guard.server.ts';
import { isCompanyMember, isOfficer } from '#lib/accounts/person.ts';
import * as findings from '#lib/findings/desk/queues.server.ts';
import * as imports from '#lib/projects/import/import.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireDesk(event);
  const { db } = event.locals;
  const takesPart = isOfficer(who) || isCompanyMember(who);
  const [runs, waiting] = await Promise.all([
    isOfficer(who) ? imports.recent(db, 5) : [],
    takesPart ? findings.counts(db) : null
  ]);
  return { memberships: who.memberships, imports: runs, findings: waiting };
};
