import { requirePerson } from '#lib/accounts/guard.server.ts';
import { ask } from '#lib/open-days/booking/forms.server.ts';
import { load as read } from '#lib/open-days/project-page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => read(locals, params.slug);

export const actions: Actions = {
  ask: async (event) => {
    requirePerson(event);
    return ask(event);
  }
};
