import { pauseAfter } from './ask.ts';

export type Standing = 'idle' | 'sending' | 'offline' | 'sign_in';
/** Why to stop sending altogether: the next would fare no better. */
export type Stop = 'offline' | 'sign_in';

/** What a queue leaves to its page, so that it can be tried without one. */
export interface Surroundings {
  /** Runs the work only where no other page of the device is at it. */
  alone: (work: () => Promise<void>) => Promise<void>;
  /** Something changed: the standing, or what waits. */
  changed: (standing: Standing) => void;
  later: (seconds: number, work: () => void) => void;
}

interface Parts<Entry> extends Surroundings {
  /** What may be sent now, oldest first. */
  waiting: () => Promise<Entry[]>;
  idOf: (entry: Entry) => string;
  /** Sends one and keeps what became of it; null to go on with the next. */
  send: (entry: Entry) => Promise<Stop | null>;
}

/**
 * Empties a queue that is kept on the device: one by one, each once a round, never two rounds at a time, and again by itself
 * after a pause that grows with each failure in a row.
 */
export function createSender<Entry>({ waiting, idOf, send, alone, changed, later }: Parts<Entry>) {
  let failures = 0;
  let running: Promise<void> | null = null;
  let again = false;

  async function sendAll(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const next = (await waiting()).find((entry) => !tried.has(idOf(entry)));
      if (!next) {
        changed('idle');
        return;
      }
      tried.add(idOf(next));
      changed('sending');
      const stopped = await send(next);
      if (stopped) {
        changed(stopped);
        return;
      }
    }
  }

  /** What is added meanwhile is sent too. */
  async function flush(): Promise<void> {
    if (running) {
      again = true;
      return running;
    }
    running = alone(sendAll);
    try {
      await running;
    } finally {
      running = null;
    }
    if (again) {
      again = false;
      await flush();
    }
  }

  return {
    flush,
    /** The server answered: the next failure is the first. */
    answered(): void {
      failures = 0;
    },
    /** No answer: tries again by itself, after what the server asks for at least. */
    pause(seconds = 0): void {
      failures += 1;
      later(Math.max(seconds, pauseAfter(failures)), () => void flush());
    }
  };
}
