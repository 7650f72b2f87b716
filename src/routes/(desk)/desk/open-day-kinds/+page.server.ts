import { requireStaff } from '#lib/accounts/guard.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { grouped, oversees } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import * as kinds from '#lib/open-days/desk/kinds.server.ts';
import * as milestones from '#lib/projects/kinds.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Actions, PageServerLoad } from './$types';

const fields = { outside_own_division: 'division_code', milestone_kind_unknown: 'milestone_kind' };

export const load: PageServerLoad = async (event) => {
  const who = requireStaff(event);
  const { db, lang } = event.locals;
  const [all, rows, offered] = await Promise.all([divisions(db), kinds.list(db), milestones.list(db)]);
  const may = (code: string) => who.administrator || oversees(who, code);
  return {
    groups: grouped(
      all.filter(({ division_code: code }) => may(code)),
      lang,
      true
    ),
    kinds: rows.map((row) => ({ ...row, mine: may(row.division_code) })),
    milestones: offered.map(({ kind, name, name_en }) => ({ kind, name, name_en })),
    today: calendarDay()
  };
};

export const actions: Actions = {
  add: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const add = async (facts: Record<string, unknown>) => {
      await kinds.save(db, facts);
      return { id: 'add', saved: true };
    };
    return act(await event.request.formData(), kinds.input, add, { id: 'add', fields });
  },
  end: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const data = await event.request.formData();
    const given = data.get('open_day_kind_id');
    const id = typeof given === 'string' ? given : 'end';
    const end = async (facts: Record<string, unknown>) => {
      await kinds.save(db, facts);
      return { id, saved: true };
    };
    return act(data, kinds.ending, end, { id });
  }
};
