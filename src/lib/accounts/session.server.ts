import { type AuthError } from '@supabase/supabase-js';
import { z } from 'zod';
import { anonymous, type Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import * as limits from './limits.server.ts';
import { toEngine } from './password.ts';
import { owesCode, person, type Person } from './person.ts';
import { limited, refused, wrong, type Refusal } from './refusal.ts';

/** A refusal of the auth API comes back; anything else is a fault and goes up. */
export function refusedBy(error: AuthError | null): AuthError | null {
  if (error && (error.status === undefined || error.status >= 500)) {
    throw new Error('the auth API failed', { cause: { code: error.code, status: error.status } });
  }
  return error;
}

/** Tells nothing of the account: wrong password, no such address and not yet confirmed have one answer. */
export async function signIn(
  db: Client,
  address: string,
  { email, password }: { email: string; password: string }
): Promise<{ refusal: Refusal } | { refusal: null; owesCode: boolean }> {
  const both = `${email} ${limits.network(address)}`;
  const wait =
    (await limits.use('sign_in_address', limits.network(address))) ||
    (await limits.use('sign_in', both)) ||
    (await limits.use('sign_in_account', email));
  if (wait > 0) return { refusal: limited(wait) };

  const { error } = await db.auth.signInWithPassword({ email, password: toEngine(password) });
  if (refusedBy(error)) return { refusal: refused('accounts.signIn.refused') };
  await limits.clear('sign_in', both);
  await limits.clear('sign_in_account', email);
  const who = unwrap(await db.rpc('whoami'), person);
  return { refusal: null, owesCode: owesCode(who) };
}

/** Ends this session in the database too; its token has no rights from then on. */
export async function end(db: Client): Promise<void> {
  await db.auth.signOut({ scope: 'local' });
}

const claims = z.object({ session_id: z.uuid() });

/** The session of the one who asks, from the verified token. */
export async function idOf(db: Client): Promise<string> {
  const { data } = await db.auth.getClaims();
  return claims.parse(data?.claims).session_id;
}

/** Before something that a person left alone with an open browser must not be able to do. */
export async function reauthenticate(who: Person, password: string): Promise<Refusal | null> {
  const wait = await limits.use('own_password', who.user_id);
  if (wait > 0) return limited(wait);
  const probe = anonymous(hub().backend);
  const { error } = await probe.auth.signInWithPassword({
    email: who.email ?? '',
    password: toEngine(password)
  });
  if (refusedBy(error)) return wrong('current_password', 'accounts.password.wrong');
  await end(probe);
  await limits.clear('own_password', who.user_id);
  return null;
}
