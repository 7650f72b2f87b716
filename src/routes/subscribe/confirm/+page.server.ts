import { fail, redirect } from '@sveltejs/kit';
import { answer } from '#lib/accounts/refusal.ts';
import { localise } from '#lib/i18n/paths.ts';
import * as schema from '#lib/subscriptions/schema.ts';
import * as subscriptions from '#lib/subscriptions/subscriptions.server.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looks at nothing: programs that open the links of mails to check them must not confirm anything. */
export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const input = readForm(data, schema.confirm);
    if (!input.ok) return fail(400, input.form);
    const result = await subscriptions.confirm(event.getClientAddress(), input.data.token);
    if ('refusal' in result) return answer(event, data, result.refusal);
    redirect(
      303,
      `${localise('/subscribe/manage', event.locals.lang)}?token=${result.manage}&done=confirmed`
    );
  }
};
