import { redirect } from '@sveltejs/kit';
import { evenly } from '#lib/accounts/evenly.ts';
import { nextPath } from '#lib/accounts/next.ts';
import { answer } from '#lib/accounts/refusal.ts';
import { signIn } from '#lib/accounts/schema.ts';
import * as session from '#lib/accounts/session.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm } from '#lib/ui/form.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, locals }) => ({
  next: nextPath(url.searchParams.get('next'), ''),
  done: url.searchParams.get('done'),
  name: locals.person?.display_name ?? null
});

export const actions: Actions = {
  default: async (event) => {
    const { locals, url, request } = event;
    const data = await request.formData();
    const input = readForm(data, signIn);
    if (!input.ok) return fail(400, input.form);
    if (locals.person) await session.end(locals.db);
    const result = await evenly(() => session.signIn(locals.db, event.getClientAddress(), input.data));
    if (result.refusal) return answer(event, data, result.refusal);
    const next = nextPath(url.searchParams.get('next'), localise('/', locals.lang));
    if (!result.owesCode) redirect(303, next);
    redirect(303, `${localise('/account/code', locals.lang)}?next=${encodeURIComponent(next)}`);
  }
};
