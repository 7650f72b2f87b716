import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { vi } from 'vitest';
import { parse, type Received } from './outbox.ts';

/** How the server answers a message that it has read: takes it, refuses it, or goes away without a word. */
export type Behaviour = 'take' | 'refuse' | 'vanish';

export interface MailServer {
  /** For HUB_SMTP_URL. */
  url: string;
  /** Messages that were read to their end, whatever the answer, oldest first. */
  received: Received[];
  to: (address: string) => Received[];
  /** Waits for a number of messages to an address. */
  wait: (address: string, count: number) => Promise<Received[]>;
  /** What happens to the next messages; before they are taken, each waits this long. */
  behave: (behaviour: Behaviour, milliseconds?: number) => void;
  connections: () => number;
  close: () => Promise<void>;
}

/** A real SMTP server on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = [];
  let behaviour: Behaviour = 'take';
  let pause = 0;
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    // what a killed process left open is not worth the half minute that is usual
    closeTimeout: 500,
    onConnect(_, done) {
      connections += 1;
      done();
    },
    onData(stream, _, done) {
      text(stream).then(
        (message) => {
          received.push(parse(message));
          setTimeout(() => {
            if (behaviour === 'vanish') for (const one of server.connections) one.close();
            else done(behaviour === 'refuse' ? new Error('name@example.org is unknown here') : null);
          }, pause);
        },
        // a client that is killed in the middle of a message has not sent it
        (torn: unknown) => done(torn instanceof Error ? torn : null)
      );
    }
  });
  // a client that is killed leaves its connection torn
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const at = server.server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  const to = (address: string) => received.filter((message) => message.to === address);
  return {
    url: `smtp://127.0.0.1:${String(at.port)}`,
    received,
    to,
    wait: (address, count) =>
      vi.waitFor(
        () => {
          const found = to(address);
          if (found.length < count) throw new Error(`${String(found.length)} mails for ${address}`);
          return found;
        },
        { timeout: 30_000, interval: 50 }
      ),
    behave: (next, milliseconds = 0) => {
      behaviour = next;
      pause = milliseconds;
    },
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve()))
  };
}
