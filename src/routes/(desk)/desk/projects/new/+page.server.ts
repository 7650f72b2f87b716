import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { grouped, jurisdictions, oversees } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import * as edit from '#lib/projects/edit.server.ts';
import { save } from '#lib/projects/save-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  const { db, lang } = event.locals;
  const [all, kinds] = await Promise.all([divisions(db), edit.kindsIn(db, jurisdictions(who))]);
  const mine = all.filter(({ division_code }) => oversees(who, division_code));
  return { groups: grouped(mine, lang), kinds };
};

export const actions: Actions = {
  save: async (event) => {
    const who = requireOfficer(event);
    return save(event, await edit.kindsIn(event.locals.db, jurisdictions(who)));
  }
};
