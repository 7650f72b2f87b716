import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { hub } from '#lib/server/hub.ts';
import { keyFor } from '#lib/server/seal.ts';
import { qr, type Qr } from '#lib/ui/qr.ts';
import type { MyBooking } from './schema.ts';
import { unsigned, type Ticket } from './ticket.ts';

/** PKCS #8 of an Ed25519 key (RFC 8410) up to its 32 bytes. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** A gate stays open for those who come late. */
const hoursAfter = 6;

/** The key has its seed from the secrets of the data folder, so all nodes and a restored backup sign alike. */
export const keyOf = (secret: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([pkcs8, keyFor(secret, 'open day tickets')]),
    format: 'der',
    type: 'pkcs8'
  });

/** What gates verify with: the 32 bytes of the public key, as base64url. */
export const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');

export function issue(key: KeyObject, ticket: Ticket): string {
  const text = unsigned(ticket);
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

const own = (): KeyObject => keyOf(hub().secrets.encryption);

export const publicKey = (): string => publicKeyOf(own());

/** The ticket of a booking that holds seats, drawn, of the facts that `my_booking` gives; null for any other. */
export function ticketFor(facts: MyBooking['ticket']): Qr | null {
  if (!facts) return null;
  const expires = Math.floor(Date.parse(facts.ends_at) / 1000) + hoursAfter * 3600;
  return qr(issue(own(), { code: facts.code, openDay: facts.open_day, party: facts.party_size, expires }));
}
