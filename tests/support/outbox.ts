import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

export interface Received {
  to: string;
  subject: string;
  text: string;
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

function parse(message: string): Received {
  const end = message.indexOf('\r\n\r\n');
  const [head, body] = [message.slice(0, end), message.slice(end + 4)];
  const coding = header(head, 'Content-Transfer-Encoding').toLowerCase();
  const text =
    coding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : coding === 'quoted-printable'
        ? quotedPrintable(body)
        : body;
  return {
    to: header(head, 'To'),
    subject: words(header(head, 'Subject')),
    text: text.replaceAll('\r\n', '\n')
  };
}

/** What a hub without a mail server wrote into its outbox for an address, oldest first. */
export function mailsTo(dataDir: string, address: string): Received[] {
  const folder = join(dataDir, 'outbox');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
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
