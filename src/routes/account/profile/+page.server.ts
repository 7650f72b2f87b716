import { fail } from '@sveltejs/kit';
import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as own from '#lib/accounts/own.server.ts';
import { profile } from '#lib/accounts/schema.ts';
import { failed } from '#lib/server/errors.ts';
import { readForm, values } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const { email, display_name, locale, mail_notifications, memberships } = requirePerson(event);
  const profile = { display_name, locale, mail_notifications: mail_notifications ? 'yes' : '' };
  return { email, profile, memberships };
};

export const actions: Actions = {
  default: async (event) => {
    requirePerson(event);
    const data = await event.request.formData();
    const input = readForm(data, profile);
    if (!input.ok) return fail(400, input.form);
    try {
      await own.save(event.locals.db, input.data);
    } catch (thrown) {
      return failed(thrown, values(data));
    }
    event.locals.person = { ...requirePerson(event), ...input.data };
    return { saved: true };
  }
};
