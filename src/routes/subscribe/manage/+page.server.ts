import { fail, redirect } from '@sveltejs/kit';
import { answer } from '#lib/accounts/refusal.ts';
import * as schema from '#lib/subscriptions/schema.ts';
import * as subscriptions from '#lib/subscriptions/subscriptions.server.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals }) => {
  const token = url.searchParams.get('token') ?? '';
  const managed = await subscriptions.read(token, locals.t);
  return { token, managed, confirmed: url.searchParams.get('done') === 'confirmed' };
};

/** Back to what the link shows, without the name of the action and of what was done before. */
function back(url: URL, token: string): never {
  redirect(303, `${url.pathname}?token=${token}`);
}

export const actions: Actions = {
  change: async (event) => {
    const data = await event.request.formData();
    const id = data.get('subscription');
    const form = typeof id === 'string' ? id : undefined;
    const input = readForm(data, schema.change, form);
    if (!input.ok) return fail(400, input.form);
    const refusal = await subscriptions.change(input.data);
    return refusal ? answer(event, data, refusal, form) : { id: form, saved: true };
  },
  end: async (event) => {
    const input = readForm(await event.request.formData(), schema.end);
    if (!input.ok) return fail(400, input.form);
    await subscriptions.end(input.data.token, { id: input.data.subscription });
    back(event.url, input.data.token);
  },
  all: async (event) => {
    const input = readForm(await event.request.formData(), schema.confirm);
    if (!input.ok) return fail(400, input.form);
    await subscriptions.end(input.data.token, { all: true });
    back(event.url, input.data.token);
  }
};
