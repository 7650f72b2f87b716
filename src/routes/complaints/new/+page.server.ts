import { submit } from '#lib/complaints/filing/form.server.ts';
import { read } from '#lib/complaints/filing/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => read(event);

export const actions: Actions = {
  default: (event) => submit(event)
};
