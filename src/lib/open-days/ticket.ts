/**
 * A ticket is a line of text that a QR code shows: `SL1.<booking>.<open day>.<guests>.<expiry>.<signature>`. What stands
 * before the last point is signed (Ed25519), so that a gate without network can tell a ticket of this hub from one that
 * somebody made up. It names nobody. The guest list, where there is one, has the last word on what the booking is.
 */
const version = 'SL1';
const shape = /^SL1\.([\w-]{4,40})\.([\w-]{4,80})\.(\d{1,2})\.([0-9a-z]{4,9})\.([\w-]{86})$/;

export interface Ticket {
  code: string;
  /** Slug of the open day. */
  openDay: string;
  party: number;
  /** Seconds since 1970. */
  expires: number;
}

export const unsigned = ({ code, openDay, party, expires }: Ticket): string =>
  [version, code, openDay, String(party), expires.toString(36)].join('.');

export function parse(text: string): (Ticket & { signature: string; signed: string }) | null {
  const [whole, code = '', openDay = '', party = '', expires = '', signature = ''] =
    shape.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const ticket = { code, openDay, party: Number(party), expires: parseInt(expires, 36) };
  return { ...ticket, signature, signed: unsigned(ticket) };
}

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

type Verify = (
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
  key: string
) => Promise<boolean>;

/** By the browser itself. Throws where it doesn't know Ed25519. */
export const byBrowser: Verify = async (signature, message, key) => {
  const imported = await crypto.subtle.importKey('raw', bytes(key), { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message);
};

/** For phones older than 2023–2025, whose browsers lack it. */
export const byLibrary: Verify = async (signature, message, key) => {
  const { verifyAsync } = await import('@noble/ed25519');
  return verifyAsync(signature, message, bytes(key), { zip215: false });
};

/** null where neither can tell: a page without https has no cryptography at all. */
async function isSigned(signature: string, signed: string, key: string): Promise<boolean | null> {
  const message = new TextEncoder().encode(signed);
  for (const verify of [byBrowser, byLibrary]) {
    try {
      return await verify(bytes(signature), message, key);
    } catch {
      // the next one may know
    }
  }
  return null;
}

export type Reading =
  | { state: 'good' | 'expired' | 'other_day' | 'forged' | 'unchecked'; ticket: Ticket }
  | { state: 'unreadable' };

/** What a scanned text is, at the gate of one open day. */
export async function read(text: string, openDay: string, key: string, now: Date): Promise<Reading> {
  const parsed = parse(text);
  if (!parsed) return { state: 'unreadable' };
  const { signature, signed, ...ticket } = parsed;
  const holds = await isSigned(signature, signed, key);
  if (holds === false) return { state: 'forged', ticket };
  if (ticket.openDay !== openDay) return { state: 'other_day', ticket };
  if (ticket.expires * 1000 < now.getTime()) return { state: 'expired', ticket };
  return { state: holds === null ? 'unchecked' : 'good', ticket };
}
