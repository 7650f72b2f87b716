import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

export interface Received {
  to: string;
  subject: string;
  text: string;
  /** Empty where the message is text alone. */
  html: string;
  /** What calendar programs read; null where the message has none. */
  calendar: { type: string; content: string } | null;
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

type Part = ReturnType<typeof split>;

/** The parts that hold something, in order, however they are nested. */
function leaves(part: Part): Part[] {
  const type = header(part.head, 'Content-Type');
  const boundary = /^multipart\/\w+;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!boundary) return [part];
  return part.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((one) => leaves(split(one.replace(/^\r\n/, '').replace(/\r\n$/, ''))));
}

/** A message as the hub sends it: text, HTML beside it, and a calendar beside both. */
export function parse(message: string): Received {
  const whole = split(message);
  const parts = leaves(whole);
  const find = (kind: string) => parts.find(({ head }) => header(head, 'Content-Type').startsWith(kind));
  const of = (kind: string) => {
    const part = find(kind);
    return part ? decoded(part) : '';
  };
  const calendar = find('text/calendar');
  return {
    to: header(whole.head, 'To'),
    subject: words(header(whole.head, 'Subject')),
    text: of('text/plain'),
    html: of('text/html'),
    calendar: calendar ? { type: header(calendar.head, 'Content-Type'), content: decoded(calendar) } : null,
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
    { timeout: 30_000, interval: 50 }
  );
}
