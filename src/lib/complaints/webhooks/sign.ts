import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Signatures of messages in either direction, as https://www.standardwebhooks.com has them: HMAC-SHA-256 of id, time and
 * body, so that neither can be changed nor an old message be sent again.
 */
const prefix = 'whsec_';
const signatures = /^v1,[A-Za-z0-9+/]{43}=$/;

export const newSecret = (): string => prefix + randomBytes(32).toString('base64');

export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

export function sign(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(timestamp)}.${body}`)
    .digest('base64')}`;
}

/** Whether one of the signatures (several while a secret is changed) is that of the message. */
export function isSigned(secret: string, message: Signed, header: string): boolean {
  const right = Buffer.from(sign(secret, message));
  return header
    .split(' ')
    .filter((one) => signatures.test(one))
    .some((one) => timingSafeEqual(Buffer.from(one), right));
}

/** Five minutes, either way. */
export const tolerance = 300;
