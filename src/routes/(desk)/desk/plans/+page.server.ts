import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { isOfficer } from '#lib/accounts/person.ts';
import { grouped, oversees } from '#lib/desk/jurisdiction.ts';
import * as desk from '#lib/disclosures/desk/desk.server.ts';
import * as plans from '#lib/disclosures/plan/plan.server.ts';
import { list } from '#lib/disclosures/plan/schema.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireParticipant(event);
  const { db, lang } = event.locals;
  const query = list.parse(event.url.searchParams);
  const [found, items, all] = await Promise.all([plans.list(db, query), desk.items(db), divisions(db)]);
  const mine = isOfficer(who) ? all.filter(({ division_code }) => oversees(who, division_code)) : all;
  return { query, items, groups: grouped(mine, lang, true), ...found };
};
