import { requireCompany } from '#lib/accounts/guard.server.ts';
import * as desk from '#lib/open-days/desk/desk.server.ts';
import * as forms from '#lib/open-days/desk/forms.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireCompany(event);
  return { projects: await desk.projectsOf(event.locals.db, who), today: calendarDay() };
};

export const actions: Actions = {
  default: async (event) => {
    requireCompany(event);
    return forms.propose(event);
  }
};
