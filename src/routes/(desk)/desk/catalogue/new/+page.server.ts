import { requireStaff } from '#lib/accounts/guard.server.ts';
import * as desk from '#lib/catalogue/desk.server.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireStaff(event);
  const { db, lang } = event.locals;
  const [all, kinds] = await Promise.all([divisions(db), desk.milestonesFor(db, who)]);
  return {
    groups: desk.groupsFor(who, all, lang),
    kinds,
    today: calendarDay(),
    province: desk.mayWrite(who, '420000')
  };
};

export const actions: Actions = {
  save: async (event) => {
    requireStaff(event);
    return desk.saveItem(event, true);
  }
};
