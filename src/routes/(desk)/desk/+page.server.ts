import { requireDesk } from '#lib/accounts/guard.server.ts';
import { isCompanyMember, isOfficer } from '#lib/accounts/person.ts';
import * as extracts from '#lib/complaints/desk/extracts.server.ts';
import * as complaints from '#lib/complaints/desk/list.server.ts';
import * as findings from '#lib/findings/desk/queues.server.ts';
import * as imports from '#lib/projects/import/import.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireDesk(event);
  const { db } = event.locals;
  const takesPart = isOfficer(who) || isCompanyMember(who);
  const [runs, waiting, filed, asked] = await Promise.all([
    isOfficer(who) ? imports.recent(db, 5) : [],
    takesPart ? findings.counts(db) : null,
    isOfficer(who) ? complaints.counts(db) : null,
    isCompanyMember(who) ? extracts.counts(db) : null
  ]);
  return {
    memberships: who.memberships,
    imports: runs,
    findings: waiting,
    complaints: filed,
    extracts: asked
  };
};
