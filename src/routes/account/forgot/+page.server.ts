import { fail } from '@sveltejs/kit';
import { evenly } from '#lib/accounts/evenly.ts';
import { answer } from '#lib/accounts/refusal.ts';
import * as reset from '#lib/accounts/reset.server.ts';
import { forgot } from '#lib/accounts/schema.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const { locals, url, request } = event;
    const data = await request.formData();
    const input = readForm(data, forgot);
    if (!input.ok) return fail(400, input.form);
    const place = { lang: locals.lang, url };
    const refusal = await evenly(() => reset.ask(place, event.getClientAddress(), input.data.email));
    if (refusal) return answer(event, data, refusal);
    return { saved: true };
  }
};
