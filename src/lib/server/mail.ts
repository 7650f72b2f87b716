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

/** Mails of the embedded API itself (confirmations); password resets are written by the accounts slice. */
export function mailDriver(config: Config) {
  return {
    send: (message: { to: string | { address: string }; subject: string; text?: string; html?: string }) =>
      sendMail(config, {
        to: typeof message.to === 'string' ? message.to : message.to.address,
        subject: message.subject,
        text: message.text ?? ''
      })
  };
}
