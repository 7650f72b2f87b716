import { requirePerson } from '#lib/accounts/guard.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { originOf } from '#lib/open-days/calendars.server.ts';
import * as calendar from '#lib/open-days/own-calendar.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  return { madeAt: await calendar.madeAt(event.locals.db), origin: originOf(event.url) };
};

export const actions: Actions = {
  make: async (event) => {
    requirePerson(event);
    const { db, lang } = event.locals;
    return { path: localise(await calendar.make(db), lang) };
  },
  stop: async (event) => {
    requirePerson(event);
    await calendar.stop(event.locals.db);
    return { stopped: true };
  }
};
