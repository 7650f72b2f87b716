import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/**
 * Sends by HUB_SMTP_URL; without it each message becomes a file in the folder `outbox` of the data folder (mode 0600),
 * where the operator can read it. Throws when the mail server does not take the message.
 */
export async function sendMail(config: Config, mail: Mail): Promise<void> {
  const from = config.HUB_MAIL_FROM ?? '阳光工地 Sunlit <no-reply@localhost>';
  if (config.HUB_SMTP_URL) {
    await createTransport(config.HUB_SMTP_URL).sendMail({ from, ...mail });
    return;
  }
  const folder = join(config.dataDir, 'outbox');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const written = await createTransport({ streamTransport: true, buffer: true }).sendMail({ from, ...mail });
  if (!Buffer.isBuffer(written.message)) throw new Error('The message could not be rendered.');
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`;
  writeFileSync(join(folder, name), written.message, { mode: 0o600 });
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
