import { fail, redirect } from '@sveltejs/kit';
import { answer } from '#lib/accounts/refusal.ts';
import * as registration from '#lib/accounts/registration.server.ts';
import * as schema from '#lib/accounts/schema.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** A button rather than the mere visit: mail programs visit links to check them. */
export const load: PageServerLoad = ({ url }) => ({ token_hash: url.searchParams.get('token_hash') ?? '' });

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const input = readForm(data, schema.confirm);
    if (!input.ok) return fail(400, input.form);
    const refusal = await registration.confirm(event.getClientAddress(), input.data.token_hash);
    if (refusal) return answer(event, data, refusal);
    redirect(303, `${localise('/account/sign-in', event.locals.lang)}?done=confirmed`);
  }
};
