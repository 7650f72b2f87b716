import { error, fail } from '@sveltejs/kit';
import { evenly } from '#lib/accounts/evenly.ts';
import { answer } from '#lib/accounts/refusal.ts';
import { kindName } from '#lib/journal/describe.ts';
import { kinds } from '#lib/journal/entry.ts';
import { ask } from '#lib/subscriptions/schema.ts';
import * as subscriptions from '#lib/subscriptions/subscriptions.server.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, t }, url }) => {
  const wanted = await subscriptions.wanted(db, url.searchParams, t);
  return {
    wanted: wanted && { name: wanted.name, page: wanted.page },
    // what the address narrows already is not asked for again
    kinds: wanted?.scope.kinds ? [] : kinds.map((value) => ({ value, label: kindName(value, t) }))
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, url, request } = event;
    const data = await request.formData();
    const input = readForm(data, ask);
    if (!input.ok) return fail(400, input.form);
    const wanted = await subscriptions.wanted(locals.db, url.searchParams, locals.t);
    if (!wanted) error(404, { code: 'not_found', message: 'not_found' });
    const network = event.getClientAddress();
    const refusal = await evenly(() => subscriptions.ask(locals.lang, network, wanted.scope, input.data));
    if (refusal) return answer(event, data, refusal);
    return { saved: true, email: input.data.email };
  }
};
