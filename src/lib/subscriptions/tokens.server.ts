import { createHash } from 'node:crypto';
import { fingerprint, open, seal } from '#lib/server/seal.ts';
import type { Secrets } from '#lib/server/secrets.ts';

type Key = Pick<Secrets, 'encryption'>;

/**
 * The tokens of links are made from the subscription's id and a key that is not in the database, so that they stand
 * nowhere: any node can write a link again, and who reads the database finds their hashes only.
 */
export const confirmToken = ({ encryption }: Key, id: string) =>
  fingerprint(encryption, 'subscription confirm', id);

/** Ends and changes a subscription; it is in each of its mails. */
export const manageToken = ({ encryption }: Key, id: string) =>
  fingerprint(encryption, 'subscription manage', id);

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const purpose = 'subscription address';

export const sealAddress = ({ encryption }: Key, id: string, address: string) =>
  seal(encryption, purpose, address, id);
export const openAddress = ({ encryption }: Key, id: string, sealed: string) =>
  open(encryption, purpose, sealed, id);
export const addressHash = ({ encryption }: Key, address: string) =>
  fingerprint(encryption, purpose, address);
