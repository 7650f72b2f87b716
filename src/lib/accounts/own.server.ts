import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { post, type Place } from './mails.server.ts';
import { passwordProblem, toEngine } from './password.ts';
import type { Person } from './person.ts';
import { wrong, type Refusal } from './refusal.ts';
import { end, reauthenticate, refusedBy } from './session.server.ts';

/** What a person does with the own account. */

interface Profile {
  display_name: string;
  locale: 'zh' | 'en';
  mail_notifications: boolean;
}

export async function save(db: Client, facts: Profile): Promise<void> {
  unwrap(await db.rpc('save_profile', { ...facts }), z.unknown());
}

/** Ends the other sessions: a password is often changed because somebody else knows it. */
export async function changePassword(
  db: Client,
  place: Place,
  who: Person,
  input: { current_password: string; password: string }
): Promise<Refusal | null> {
  const problem = passwordProblem(input.password, who.email ?? '');
  if (problem) return wrong('password', problem);
  const refusal = await reauthenticate(who, input.current_password);
  if (refusal) return refusal;
  const { error } = await db.auth.updateUser({ password: toEngine(input.password) });
  if (refusedBy(error)) {
    const same = error?.code === 'same_password';
    return wrong('password', same ? 'accounts.password.same' : 'accounts.password.common');
  }
  await db.auth.signOut({ scope: 'others' });
  if (who.email) post('changed', who.email, place, '/account/forgot');
  return null;
}

/** Raises 409 last_administrator. */
export async function remove(db: Client, who: Person, password: string): Promise<Refusal | null> {
  const refusal = await reauthenticate(who, password);
  if (refusal) return refusal;
  unwrap(await db.rpc('delete_my_account'), z.unknown());
  await end(db);
  return null;
}
