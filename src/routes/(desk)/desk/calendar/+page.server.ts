import { requireStaff } from '#lib/accounts/guard.server.ts';
import * as calendar from '#lib/catalogue/calendar.server.ts';
import { mayWrite } from '#lib/catalogue/desk.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireStaff(event);
  const year = calendar.yearOf(event.url.searchParams, calendarDay());
  return { year, mayEdit: mayWrite(who, '420000'), ...(await calendar.read(event.locals.db, year)) };
};

export const actions: Actions = {
  set: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const set = async (entry: Parameters<typeof calendar.set>[1]) => {
      await calendar.set(db, entry);
      return { id: 'set', saved: true, message: 'catalogue.calendar.saved' };
    };
    return act(await event.request.formData(), calendar.input, set, {
      id: 'set',
      fields: { calendar_range: 'last', calendar_days_range: 'day' }
    });
  },
  clear: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const clear = async ({ day }: { day: string }) => {
      await calendar.clear(db, day);
      return { id: 'set', saved: true, message: 'catalogue.calendar.cleared' };
    };
    return act(await event.request.formData(), calendar.clearInput, clear, { id: 'set' });
  }
};
