import { z } from 'zod';
import { fingerprint, open, seal } from '#lib/server/seal.ts';
import type { Secrets } from '#lib/server/secrets.ts';

/**
 * What protects the person of a complaint: the code by which they come back, of which the database knows a hash alone, and
 * contact data that nobody reads from the database alone.
 */
type Key = Pick<Secrets, 'encryption'>;

/** Without 0, 1, i, l, o, u: read aloud and copied by hand without doubt. 30 letters, 4.9 bits each. */
const letters = '23456789abcdefghjkmnpqrstvwxyz';
/** 20 letters: 98 bits. */
const length = 20;

/**
 * The tracking code of one attempt at filing. The same attempt, sent again after a lost answer, has the same code, so that it
 * is one complaint. The attempt is a random UUID that only the form holds; the code stands nowhere.
 */
export function trackingCode({ encryption }: Key, attempt: string): string {
  const bytes = Buffer.from(fingerprint(encryption, 'complaint code', attempt), 'base64url');
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let code = '';
  while (code.length < length) {
    code += letters[Number(number % 30n)] ?? '';
    number /= 30n;
  }
  return code;
}

/** In groups of four, as people read it. */
export const spell = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;

/** What somebody typed, as a code: without groups, in lower case, full-width letters made plain. Null where it can't be one. */
export function readCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\-–—_.]/g, '');
  return new RegExp(`^[${letters}]{${String(length)}}$`).test(plain) ? plain : null;
}

/** By which the database knows a code. */
export const codeHash = ({ encryption }: Key, code: string): string =>
  fingerprint(encryption, 'complaint code hash', code);

export const contact = z.object({
  name: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional()
});
export type Contact = z.infer<typeof contact>;

/** Bound to the complaint: a ciphertext moved to another does not open. */
export const sealContact = ({ encryption }: Key, complaint: string, given: Contact): string =>
  seal(encryption, 'complaint contact', JSON.stringify(given), complaint);

export const openContact = ({ encryption }: Key, complaint: string, sealed: string): Contact =>
  contact.parse(JSON.parse(open(encryption, 'complaint contact', sealed, complaint)));
