import { fail } from '@sveltejs/kit';
import { evenly } from '#lib/accounts/evenly.ts';
import { nextPath } from '#lib/accounts/next.ts';
import { answer } from '#lib/accounts/refusal.ts';
import * as registration from '#lib/accounts/registration.server.ts';
import { signUp } from '#lib/accounts/schema.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ next: nextPath(url.searchParams.get('next'), '') });

export const actions: Actions = {
  default: async (event) => {
    const { locals, url, request } = event;
    const data = await request.formData();
    const input = readForm(data, signUp);
    if (!input.ok) return fail(400, input.form);
    const place = { lang: locals.lang, url };
    const refusal = await evenly(() => registration.signUp(place, event.getClientAddress(), input.data));
    if (refusal) return answer(event, data, refusal);
    return { saved: true };
  }
};
