import { redirect } from '@sveltejs/kit';
import { requirePerson } from '#lib/accounts/guard.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requirePerson(event);
  redirect(303, localise('/account/profile', event.locals.lang));
};
