import { fail, redirect } from '@sveltejs/kit';
import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as notifications from '#lib/notifications/notifications.server.ts';
import { list, mark } from '#lib/notifications/schema.ts';
import { readForm } from '#lib/ui/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  const query = list.parse(event.url.searchParams);
  return { query, inbox: await notifications.browse(event.locals.db, query) };
};

export const actions: Actions = {
  mark: async (event) => {
    requirePerson(event);
    const { request, url, locals } = event;
    const input = readForm(await request.formData(), mark);
    if (!input.ok) return fail(400, input.form);
    await notifications.markRead(locals.db, input.data.notification);
    url.searchParams.delete('/mark');
    redirect(303, url.pathname + url.search);
  }
};
