import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { grouped, oversees } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { list } from '#lib/projects/edit-schema.ts';
import * as edit from '#lib/projects/edit.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  const { db, lang } = event.locals;
  const query = list.parse(event.url.searchParams);
  const [found, all] = await Promise.all([edit.list(db, who, query), divisions(db)]);
  const mine = all.filter(({ division_code }) => oversees(who, division_code));
  return { query, groups: grouped(mine, lang, true), ...found };
};
