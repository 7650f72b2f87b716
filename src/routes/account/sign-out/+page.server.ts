import { redirect } from '@sveltejs/kit';
import * as session from '#lib/accounts/session.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ owner: locals.person?.user_id ?? null });

export const actions: Actions = {
  default: async ({ locals }) => {
    await session.end(locals.db);
    redirect(303, localise('/', locals.lang));
  }
};
