import { requireStaff } from '#lib/accounts/guard.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { grouped, oversees } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import * as kinds from '#lib/projects/kinds.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireStaff(event);
  const { db, lang } = event.locals;
  const [all, rows] = await Promise.all([divisions(db), kinds.list(db)]);
  const mine = all.filter(({ division_code: code }) => who.administrator || oversees(who, code));
  const named = new Map(all.map((one) => [one.division_code, lang === 'zh' ? one.name : one.name_en]));
  return {
    groups: grouped(mine, lang, true),
    kinds: rows.map((row) => ({ ...row, division: named.get(row.division_code) ?? '' }))
  };
};

export const actions: Actions = {
  default: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const add = async (facts: Parameters<typeof kinds.add>[1]) => {
      await kinds.add(db, facts);
      return { saved: true };
    };
    return act(await event.request.formData(), kinds.input, add, {
      fields: { milestone_kinds_pkey: 'kind', outside_jurisdiction: 'division_code' }
    });
  }
};
