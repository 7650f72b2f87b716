import { anonymous } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { takeToken } from '#lib/server/mail.ts';
import type { Hub } from '#lib/server/hub.ts';
import * as limits from './limits.server.ts';
import { post, type Place } from './mails.server.ts';
import { passwordProblem, toEngine } from './password.ts';
import { limited, refused, wrong, type Refusal } from './refusal.ts';
import { end, refusedBy } from './session.server.ts';

export interface NewAccount {
  email: string;
  password: string;
  display_name: string;
  locale: 'zh' | 'en';
}

/**
 * Makes an account, or tells the owner of the address by mail that somebody tried. The answer is the same; signing in
 * is a step of its own, since a session at once would say that the address was new.
 */
export async function signUp(place: Place, address: string, input: NewAccount): Promise<Refusal | null> {
  const problem = passwordProblem(input.password, input.email);
  if (problem) return wrong('password', problem);
  const wait =
    (await limits.use('sign_up_address', limits.network(address))) ||
    (await limits.use('sign_up_account', input.email));
  if (wait > 0) return limited(wait);

  const { email, password, display_name, locale } = input;
  const client = anonymous(hub().backend);
  const { data, error } = await client.auth.signUp({
    email,
    password: toEngine(password),
    options: { data: { display_name, locale } }
  });
  const known = refusedBy(error) !== null || data.user?.identities?.length === 0;
  const token = takeToken('signup', email);
  if (known) post('known', email, place, '/account/forgot');
  else if (token) post('confirm', email, place, `/account/confirm?token_hash=${token}`);
  if (data.session) await end(client);
  return null;
}

/** The link of the mail: the address belongs to who opens it. */
export async function confirm(address: string, token_hash: string): Promise<Refusal | null> {
  const wait = await limits.use('link_address', limits.network(address));
  if (wait > 0) return limited(wait);
  const client = anonymous(hub().backend);
  const { error } = await client.auth.verifyOtp({ token_hash, type: 'signup' });
  if (refusedBy(error)) return refused('accounts.link.broken');
  await end(client);
  return null;
}

/** An account made by the operator, confirmed at once. Returns its id; throws when the engine refuses. */
export async function create({ backend, service }: Hub, input: NewAccount): Promise<string> {
  const { email, display_name, locale } = input;
  const password = toEngine(input.password);
  if (backend.engine === 'supabase') {
    const { data, error } = await service.auth.admin.createUser({
      email,
      password,
      email_confirm: true,
      user_metadata: { display_name, locale }
    });
    if (error) throw new Error(`The account could not be made: ${error.message}`);
    return data.user.id;
  }
  const client = anonymous(backend);
  const { data, error } = await client.auth.signUp({
    email,
    password,
    options: { data: { display_name, locale } }
  });
  if (error || !data.user) throw new Error(`The account could not be made: ${error?.message ?? 'no answer'}`);
  const token = takeToken('signup', email);
  if (token) await client.auth.verifyOtp({ token_hash: token, type: 'signup' });
  await end(client);
  return data.user.id;
}
