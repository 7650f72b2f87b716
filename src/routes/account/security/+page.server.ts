import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as own from '#lib/accounts/own.server.ts';
import { owesEnrolment, type Person } from '#lib/accounts/person.ts';
import { answer, type Refusal } from '#lib/accounts/refusal.ts';
import * as schema from '#lib/accounts/schema.ts';
import { reauthenticate } from '#lib/accounts/session.server.ts';
import * as totp from '#lib/accounts/totp.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm } from '#lib/ui/form.ts';
import { qr } from '#lib/ui/qr.ts';
import type { Actions, PageServerLoad } from './$types';

const notices = z.enum(['changed', 'enabled', 'disabled']).nullable().catch(null);

export const load: PageServerLoad = async (event) => {
  const who = requirePerson(event);
  const pending = who.totp_enabled ? null : await totp.pending(who);
  return {
    email: who.email ?? '',
    enabled: who.totp_enabled,
    owed: owesEnrolment(who),
    done: notices.parse(event.url.searchParams.get('done')),
    enrolment: pending ? { secret: pending.secret, qr: qr(pending.uri) } : null
  };
};

/** Each form of this page: guard, input, one call, then the page anew with what was done. */
function action<S extends z.ZodType>(
  id: string,
  shape: S,
  work: (event: RequestEvent, who: Person, input: z.output<S>) => Promise<Refusal | null>,
  done = ''
) {
  return async (event: RequestEvent) => {
    const who = requirePerson(event);
    const data = await event.request.formData();
    const input = readForm(data, shape, id);
    if (!input.ok) return fail(400, input.form);
    const refusal = await work(event, who, input.data);
    if (refusal) return answer(event, data, refusal, id);
    redirect(303, localise('/account/security', event.locals.lang) + done);
  };
}

export const actions: Actions = {
  password: action(
    'password',
    schema.changePassword,
    ({ locals, url }, who, input) => own.changePassword(locals.db, { lang: locals.lang, url }, who, input),
    '?done=changed'
  ),
  begin: action('begin', schema.giveOwnPassword, async (_event, who, { current_password }) => {
    const refusal = await reauthenticate(who, current_password);
    if (!refusal) await totp.begin(who);
    return refusal;
  }),
  enable: action(
    'enable',
    schema.giveCode,
    ({ locals }, who, { code }) => totp.accept(locals.db, who, code),
    '?done=enabled'
  ),
  disable: action(
    'disable',
    schema.disableTotp,
    async ({ locals }, who, { current_password, code }) => {
      const refusal =
        (await reauthenticate(who, current_password)) ?? (await totp.accept(locals.db, who, code));
      if (!refusal) await totp.disable(who);
      return refusal;
    },
    '?done=disabled'
  )
};
