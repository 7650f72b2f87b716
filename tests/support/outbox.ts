import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

export interface Received {
  to: string;
  subject: string;
  text: string;
  /** Empty where the message is text alone. */
  html: string;
  /** The value of a header, unfolded; empty where it is missing. */
  header: (name: string) => string;
}

function header(head: string, name: string): string {
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1'
  ).toString('utf8');

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=` (RFC 2047). */
const words = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : quotedPrintable(coded.replaceAll('_', ' '))
    );

const split = (message: string) => {
  const end = message.indexOf('\r\n\r\n');
  return { head: message.slice(0, end), body: message.slice(end + 4) };
};

function decoded({ head, body }: ReturnType<typeof split>): string {
  const coding = header(head, 'Content-Transfer-Encoding').toLowerCase();
  if (coding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return (coding === 'quoted-printable' ? quotedPrintable(body) : body).replaceAll('\r\n', '\n');
}

/** A message as text, or as text and HTML beside each other (multipart/alternative): all that the hub sends. */
export function parse(message: string): Received {
  const whole = split(message);
  const type = header(whole.head, 'Content-Type');
  const boundary = /^multipart\/alternative;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  const parts = boundary
    ? whole.body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => split(part.replace(/^\r\n/, '').replace(/\r\n$/, '')))
    : [whole];
  const of = (kind: string) => {
    const part = parts.find(({ head }) => header(head, 'Content-Type').startsWith(kind));
    return part ? decoded(part) : '';
  };
  return {
    to: header(whole.head, 'To'),
    subject: words(header(whole.head, 'Subject')),
    text: of('text/plain'),
    html: of('text/html'),
    header: (name) => header(whole.head, name)
  };
}

/** What a hub without a mail server wrote into its outbox for an address, oldest first. */
export function mailsTo(dataDir: string, address: string): Received[] {
  const folder = join(dataDir, 'outbox');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml') && !name.startsWith('.'))
    .sort()
    .map((name) => parse(readFileSync(join(folder, name), 'utf8')))
    .filter(({ to }) => to === address);
}

/** Mails are sent after the answer: waits for the given number of them. */
export function waitForMails(dataDir: string, address: string, count: number): Promise<Received[]> {
  return vi.waitFor(
    () => {
      const mails = mailsTo(dataDir, address);
      if (mails.length < count) throw new Error(`${String(mails.length)} mails for ${address}`);
      return mails;
    },
    { timeout: 5000, interval: 50 }
  );
}
