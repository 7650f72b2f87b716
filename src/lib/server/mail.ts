import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  headers?: Record<string, string>;
  /** The same at each attempt, so that a mail server that gets a message twice can tell. Without the angle brackets. */
  messageId?: string;
  /** What calendar programs take in by themselves (RFC 6047); also a file for those that don't. */
  calendar?: { method: 'request' | 'cancel'; content: string };
}

/** Thrown when the message was handed over but not acknowledged: nobody can tell whether it will arrive. */
export class Unsettled extends Error {
  override name = 'Unsettled';
}

/** A mail server that keeps silent must not hold a job for longer than its claim. */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

const makePool = (url: string) => {
  const pool = createTransport({ url, pool: true, maxConnections: 5, maxMessages: 100, ...patience });
  /** The stream of each message under way, to look at when something goes wrong whether it was read. */
  const streams = new Map<string, Readable>();
  pool.use('stream', ({ message, data }, done) => {
    const make = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = make(options);
      if (typeof data.messageId === 'string') streams.set(data.messageId, stream);
      return stream;
    };
    done();
  });
  return { pool, streams };
};

/** Connections are kept for the next message: one pool for each address of a mail server, as long as the process lives. */
const pools = new Map<string, ReturnType<typeof makePool>>();

export function closeMail(): void {
  for (const { pool } of pools.values()) pool.close();
  pools.clear();
}

/** Whether the mail server said no. Without its word, a message that began to leave may have arrived. */
const refused = (error: unknown) =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number';

async function sendBySmtp(url: string, mail: ReturnType<typeof toMessage>): Promise<void> {
  const { pool, streams } = pools.get(url) ?? makePool(url);
  if (!pools.has(url)) pools.set(url, { pool, streams });
  try {
    await pool.sendMail(mail);
  } catch (error) {
    if (streams.get(mail.messageId)?.readableDidRead && !refused(error))
      throw new Unsettled('The mail server did not say whether it took the message.', { cause: error });
    throw error;
  } finally {
    streams.delete(mail.messageId);
  }
}

async function writeToOutbox(dataDir: string, mail: ReturnType<typeof toMessage>): Promise<void> {
  const folder = join(dataDir, 'outbox');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const written = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  if (!Buffer.isBuffer(written.message)) throw new Error('The message could not be rendered.');
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`;
  // aside and renamed: whoever looks into the folder sees whole messages
  const aside = join(folder, `.${name}`);
  writeFileSync(aside, written.message, { mode: 0o600 });
  renameSync(aside, join(folder, name));
}

const defaultFrom = '阳光工地 Sunlit <no-reply@localhost>';

/** Whom mails come from, apart: who invites to what is in a calendar. */
export function addressOf({ HUB_MAIL_FROM }: Pick<Config, 'HUB_MAIL_FROM'>): { name: string; email: string } {
  const [, name = '', email = ''] =
    /^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>\s*$/.exec(HUB_MAIL_FROM ?? defaultFrom) ?? [];
  const bare = email || (HUB_MAIL_FROM ?? '').trim();
  return { name: name || bare, email: bare };
}

const hostOf = (from: string): string => /@([a-z0-9.-]+)/i.exec(from)?.[1] ?? 'localhost';

function toMessage(config: Config, { to, messageId = randomUUID(), calendar, ...rest }: Mail) {
  const from = config.HUB_MAIL_FROM ?? defaultFrom;
  // as an object, so that no address can name further recipients
  return {
    from,
    ...rest,
    ...(calendar ? { icalEvent: { ...calendar, filename: 'open-day.ics' } } : {}),
    to: { name: '', address: to },
    messageId: `<${messageId}@${hostOf(from)}>`
  };
}

/**
 * Sends by HUB_SMTP_URL; without it each message becomes a file in the folder `outbox` of the data folder (mode 0600),
 * where the operator can read it. Throws when the mail server does not take the message, and `Unsettled` when it does
 * not say.
 */
export async function sendMail(config: Config, mail: Mail): Promise<void> {
  const message = toMessage(config, mail);
  if (config.HUB_SMTP_URL) await sendBySmtp(config.HUB_SMTP_URL, message);
  else await writeToOutbox(config.dataDir, message);
}

/** What the embedded API would mail: the kind of link, and the token that the link carries. */
const link = /\/auth\/v1\/verify\?token=([0-9a-f]{64})&type=(recovery|signup)\b/;
const waiting = new Map<string, string>();
const mostWaiting = 1000;

/**
 * The embedded API writes its mails in English and calls for them while it holds the database, so a link is only kept
 * here, and the accounts slice, which asked for it, takes it at once and writes the mail in our words.
 */
export function mailDriver(config: Config) {
  return {
    async send(message: { to: string | { address: string }; subject: string; text?: string; html?: string }) {
      const to = typeof message.to === 'string' ? message.to : message.to.address;
      const [, token, kind] = link.exec(message.text ?? '') ?? [];
      if (!token || !kind)
        return sendMail(config, { to, subject: message.subject, text: message.text ?? '' });
      const [oldest] = waiting.keys();
      if (oldest !== undefined && waiting.size >= mostWaiting) waiting.delete(oldest);
      waiting.set(`${kind} ${to.toLowerCase()}`, token);
    }
  };
}

/** The token that the embedded API just made for an address, once; null when it made none. */
export function takeToken(kind: 'recovery' | 'signup', to: string): string | null {
  const key = `${kind} ${to.toLowerCase()}`;
  const token = waiting.get(key) ?? null;
  waiting.delete(key);
  return token;
}
