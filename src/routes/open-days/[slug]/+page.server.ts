import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as forms from '#lib/open-days/booking/forms.server.ts';
import { load as read } from '#lib/open-days/day-page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => read(locals, params.slug);

export const actions: Actions = {
  book: async (event) => {
    requirePerson(event);
    return forms.book(event);
  }
};
