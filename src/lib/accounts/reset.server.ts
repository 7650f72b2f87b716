import { anonymous } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { takeToken } from '#lib/server/mail.ts';
import { open, seal } from '#lib/server/seal.ts';
import * as limits from './limits.server.ts';
import { linkOrigin, post, type Place } from './mails.server.ts';
import { passwordProblem, toEngine } from './password.ts';
import { limited, refused, wrong, type Refusal } from './refusal.ts';
import { refusedBy } from './session.server.ts';

const purpose = 'reset link';

/** Mails a link if the address has an account. The answer never tells. */
export async function ask(place: Place, address: string, email: string): Promise<Refusal | null> {
  const wait =
    (await limits.use('forgot_address', limits.network(address))) ||
    (await limits.use('forgot_account', email));
  if (wait > 0) return limited(wait);

  const { backend, secrets } = hub();
  const redirectTo = `${linkOrigin(place.url)}/account/reset`;
  const { error } = await anonymous(backend).auth.resetPasswordForEmail(email, { redirectTo });
  // a Supabase project limits its mails itself, and says so only for addresses that have an account
  refusedBy(error);
  const token = takeToken('recovery', email);
  if (token) {
    const person = seal(secrets.encryption, purpose, email, token);
    post('reset', email, place, `/account/reset?token_hash=${token}&person=${person}`);
  }
  return null;
}

/** The address that a link was mailed to; empty when the link does not carry it (mails of a Supabase project). */
export function addressOf(token: string, person: string): string {
  if (person === '') return '';
  try {
    return open(hub().secrets.encryption, purpose, person, token);
  } catch {
    return '';
  }
}

interface NewPassword {
  token_hash: string;
  person: string;
  password: string;
}

/**
 * Sets a new password by a mailed link and ends every session. The password is judged first: a link works once, and a
 * weak choice should not use it up. No session comes of it, so a second factor is still asked for at the next sign-in.
 */
export async function finish(place: Place, address: string, input: NewPassword): Promise<Refusal | null> {
  const { token_hash, person, password } = input;
  const problem = passwordProblem(password, addressOf(token_hash, person));
  if (problem) return wrong('password', problem);
  const wait = await limits.use('link_address', limits.network(address));
  if (wait > 0) return limited(wait);

  const client = anonymous(hub().backend);
  const { data, error } = await client.auth.verifyOtp({ token_hash, type: 'recovery' });
  if (refusedBy(error)) return refused('accounts.link.broken');
  const changed = await client.auth.updateUser({ password: toEngine(password) });
  // the same password again is what the person wanted
  if (refusedBy(changed.error) && changed.error?.code !== 'same_password') {
    return wrong('password', 'accounts.password.common');
  }
  await client.auth.signOut({ scope: 'global' });
  if (data.user?.email) {
    await limits.clear('sign_in_account', data.user.email);
    post('changed', data.user.email, place, '/account/forgot');
  }
  return null;
}
