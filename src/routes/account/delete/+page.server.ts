import { fail, redirect } from '@sveltejs/kit';
import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as own from '#lib/accounts/own.server.ts';
import { answer } from '#lib/accounts/refusal.ts';
import { giveOwnPassword } from '#lib/accounts/schema.ts';
import { localise } from '#lib/i18n/paths.ts';
import { failed } from '#lib/server/errors.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const { email } = requirePerson(event);
  return { email: email ?? '' };
};

export const actions: Actions = {
  default: async (event) => {
    const who = requirePerson(event);
    const data = await event.request.formData();
    const input = readForm(data, giveOwnPassword);
    if (!input.ok) return fail(400, input.form);
    try {
      const refusal = await own.remove(event.locals.db, who, input.data.current_password);
      if (refusal) return answer(event, data, refusal);
    } catch (thrown) {
      return failed(thrown, {});
    }
    redirect(303, `${localise('/account/sign-in', event.locals.lang)}?done=deleted`);
  }
};
