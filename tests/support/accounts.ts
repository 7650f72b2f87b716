import { createClient } from '@supabase/supabase-js';
import { generateSync } from 'otplib';
import { person as shape, type Person } from '#lib/accounts/person.ts';
import * as totp from '#lib/accounts/totp.server.ts';
import { anonymous, type Client } from '#lib/server/client.ts';
import { testPassword, type TestHub } from './database.ts';

/** What tests of accounts do with a signed-in person. */

export const whoami = async (db: Client) => shape.nullable().parse((await db.rpc('whoami')).data);

export async function who(db: Client): Promise<Person> {
  const one = await whoami(db);
  if (!one) throw new Error('nobody is signed in');
  return one;
}

/** Another session of the same account. */
export async function signedIn(hub: TestHub, email: string, password = testPassword): Promise<Client> {
  const db = anonymous(hub.backend);
  const { error } = await db.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return db;
}

export async function tokenOf(db: Client): Promise<string> {
  const { data } = await db.auth.getSession();
  return data.session?.access_token ?? '';
}

/** A stolen token, used as it is. */
export const holding = ({ backend }: TestHub, token: string): Client =>
  createClient(backend.url, backend.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: () => Promise.resolve(token),
    global: { fetch: backend.fetch }
  });

export async function enrol(db: Client): Promise<string> {
  const one = await who(db);
  await totp.begin(one);
  const secret = (await totp.pending(one))?.secret ?? '';
  const refusal = await totp.accept(db, one, generateSync({ secret }));
  if (refusal) throw new Error('the first code was refused');
  return secret;
}

/** The code of another time step than the one that was used last. */
export const codeAt = (secret: string, steps: number) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * steps });

export const memberships = async (db: Client) => (await whoami(db))?.memberships.length;
