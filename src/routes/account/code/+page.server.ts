import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { requireAccount } from '#lib/accounts/guard.server.ts';
import { nextPath } from '#lib/accounts/next.ts';
import { owesCode } from '#lib/accounts/person.ts';
import { answer } from '#lib/accounts/refusal.ts';
import { giveCode } from '#lib/accounts/schema.ts';
import * as totp from '#lib/accounts/totp.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

const onward = ({ url, locals }: RequestEvent) =>
  nextPath(url.searchParams.get('next'), localise('/', locals.lang));

export const load: PageServerLoad = (event) => {
  const who = requireAccount(event);
  if (!owesCode(who)) redirect(303, onward(event));
};

export const actions: Actions = {
  default: async (event) => {
    const who = requireAccount(event);
    const data = await event.request.formData();
    const input = readForm(data, giveCode);
    if (!input.ok) return fail(400, input.form);
    const refusal = await totp.accept(event.locals.db, who, input.data.code);
    if (refusal) return answer(event, data, refusal);
    redirect(303, onward(event));
  }
};
