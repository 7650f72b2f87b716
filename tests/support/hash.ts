import { createHash } from 'node:crypto';

/** As the hub writes it: in hex. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
