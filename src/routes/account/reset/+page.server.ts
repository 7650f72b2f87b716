import { fail, redirect } from '@sveltejs/kit';
import { evenly } from '#lib/accounts/evenly.ts';
import { answer } from '#lib/accounts/refusal.ts';
import * as reset from '#lib/accounts/reset.server.ts';
import * as schema from '#lib/accounts/schema.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looks at nothing: a mail program that opens links to check them must not use the link up. */
export const load: PageServerLoad = ({ url }) => {
  const token_hash = url.searchParams.get('token_hash') ?? '';
  const person = url.searchParams.get('person') ?? '';
  return { token_hash, person, email: reset.addressOf(token_hash, person) };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, url, request } = event;
    const data = await request.formData();
    const input = readForm(data, schema.reset);
    if (!input.ok) return fail(400, input.form);
    const place = { lang: locals.lang, url };
    const refusal = await evenly(() => reset.finish(place, event.getClientAddress(), input.data));
    if (refusal) return answer(event, data, refusal);
    redirect(303, `${localise('/account/sign-in', locals.lang)}?done=password`);
  }
};
