import { translator } from '#lib/i18n/index.ts';
import { mails } from '#lib/notifications/outbox.server.ts';
import { news } from '#lib/subscriptions/news.server.ts';
import type { Ask } from '#lib/subscriptions/schema.ts';
import type { Scope } from '#lib/subscriptions/scope.ts';
import * as subscriptions from '#lib/subscriptions/subscriptions.server.ts';
import { mailsTo } from './outbox.ts';
import { openProjectDesk } from './projects.ts';

export const zh = translator('zh');
export const wuhan: Scope = { division_code: '420100' };

export const tokenIn = (text: string, path: string): string =>
  new RegExp(`${path}\\?token=([\\w-]{43})`).exec(text)?.[1] ?? '';

/** A hub with officers who write projects, and readers who follow them by mail, which lands in the outbox folder. */
export async function openReaders() {
  const desk = await openProjectDesk();
  const { hub } = desk;
  const never = new AbortController().signal;
  let networks = 0;
  /** What one network may ask for is not what is tried here. */
  const network = () => `198.51.100.${String((networks += 1))}`;
  const send = () => mails.run(hub, never);
  const publish = () => news.run(hub, never);
  const mailsOf = (address: string) => mailsTo(hub.config.dataDir, address);

  const ask = (email: string, scope: Scope = wuhan, more: Partial<Ask> = {}) =>
    subscriptions.ask('zh', network(), scope, { email, frequency: 'immediate', ...more });

  return {
    ...desk,
    never,
    network,
    send,
    publish,
    mailsOf,
    ask,
    sql: (statement: string, parameters: unknown[] = []) => hub.sql.query(statement, parameters),
    /** What became public goes out. */
    settle: async () => {
      await publish();
      await send();
    },
    /** What of the mails to an address is news, oldest first. */
    newsOf: (address: string) => mailsOf(address).filter(({ header }) => header('List-Unsubscribe') !== ''),
    /** Asks, reads the mail, presses the button; returns the token that manages it. */
    follow: async (email: string, scope?: Scope, more?: Partial<Ask>): Promise<string> => {
      await ask(email, scope, more);
      await send();
      const token = tokenIn(mailsOf(email).at(-1)?.text ?? '', '/subscribe/confirm');
      const confirmed = await subscriptions.confirm(network(), token);
      if ('refusal' in confirmed) throw new Error(`${email} could not confirm`);
      return confirmed.manage;
    }
  };
}
export type Readers = Awaited<ReturnType<typeof openReaders>>;
