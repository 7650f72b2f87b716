import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as forms from '#lib/supervisors/apply-form.server.ts';
import * as own from '#lib/supervisors/own.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  return { mine: await own.read(event.locals.db), done: event.url.searchParams.get('done') };
};

export const actions: Actions = {
  declare: async (event) => {
    requirePerson(event);
    return forms.declare(event);
  },
  answer: async (event) => {
    requirePerson(event);
    return forms.answer(event);
  },
  renew: async (event) => {
    requirePerson(event);
    return forms.press(event, 'renewal');
  },
  leave: async (event) => {
    requirePerson(event);
    return forms.press(event, 'leave');
  }
};
