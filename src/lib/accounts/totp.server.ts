import { generateSecret, generateURI, verifySync } from 'otplib';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { open, seal } from '#lib/server/seal.ts';
import * as limits from './limits.server.ts';
import type { Person } from './person.ts';
import { limited, wrong, type Refusal } from './refusal.ts';
import { idOf } from './session.server.ts';

const purpose = 'totp';
const issuer = '阳光工地';

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, 30 s; a clock may be one step off. */
const period = 30;

const stored = z.object({ secret: z.string(), confirmed: z.boolean(), last_step: z.number() }).nullable();

const read = async (who: Person) =>
  unwrap(await hub().service.rpc('read_totp', { person: who.user_id }), stored);

const unsealed = (who: Person, secret: string) =>
  open(hub().secrets.encryption, purpose, secret, who.user_id);

/** Starts anew with another secret. Nothing is asked for until a code has confirmed it. */
export async function begin(who: Person): Promise<void> {
  const secret = seal(hub().secrets.encryption, purpose, generateSecret(), who.user_id);
  unwrap(await hub().service.rpc('begin_totp', { person: who.user_id, secret }), z.unknown());
}

/** What an authenticator app needs, while the enrolment waits for its first code. */
export async function pending(who: Person): Promise<{ secret: string; uri: string } | null> {
  const row = await read(who);
  if (!row || row.confirmed) return null;
  const secret = unsealed(who, row.secret);
  return { secret, uri: generateURI({ issuer, label: who.email ?? who.display_name, secret, period }) };
}

/** The time step that a code belongs to, or null. */
export function stepOf(secret: string, code: string, at = Date.now()): number | null {
  const epoch = Math.floor(at / 1000);
  const result = verifySync({ secret, token: code, period, epoch, epochTolerance: period });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** Takes a code, once, and marks this session; the first code of an enrolment switches the second factor on. */
export async function accept(db: Client, who: Person, code: string): Promise<Refusal | null> {
  const wait = await limits.use('code', who.user_id);
  if (wait > 0) return limited(wait);
  const row = await read(who);
  const step = row ? stepOf(unsealed(who, row.secret), code) : null;
  if (step === null) return wrong('code', 'accounts.code.wrong');
  const args = { person: who.user_id, session: await idOf(db), step };
  if (!unwrap(await hub().service.rpc('accept_totp', args), z.boolean())) {
    return wrong('code', 'accounts.code.used');
  }
  await limits.clear('code', who.user_id);
  return null;
}

export async function disable(who: Person): Promise<void> {
  unwrap(await hub().service.rpc('disable_totp', { person: who.user_id }), z.unknown());
}
