import type { Head } from './revision.ts';

interface Revision {
  current: () => Promise<Head>;
  listen: (tell: (head: Head) => void) => () => void;
}

interface Limits {
  /** Who may wait at once in this process. */
  most: number;
  /** Of one address. */
  ofOne?: number;
  /** Milliseconds between two looks for what other nodes wrote; the revision asks the database once a second at most. */
  every?: number;
}

interface Asked {
  /** What the asker has seen. */
  after: number;
  milliseconds: number;
  address: string;
  /** Aborted when the asker is gone. */
  signal: AbortSignal;
}

export type Waited = 'news' | 'nothing' | 'gone' | 'full' | 'too_many';

/**
 * Lets requests wait until the journal passes a number. A waiter costs a timer and an entry in a set: no connection of the
 * database, whatever their number. All of them share one look a second at the head.
 */
export function createWaiting(revision: Revision, { most, ofOne = 50, every = 500 }: Limits) {
  const waiters = new Set<(told: Head | null) => void>();
  const addresses = new Map<string, number>();
  let ended = false;
  let stopListening: (() => void) | null = null;
  let looking: NodeJS.Timeout | undefined;

  function begin(): void {
    stopListening = revision.listen((head) => {
      for (const tell of [...waiters]) tell(head);
    });
    // a database that is away is looked for again
    looking = setInterval(() => void revision.current().catch(() => undefined), every);
  }

  function leave(tell: (told: Head | null) => void, address: string): void {
    waiters.delete(tell);
    const left = (addresses.get(address) ?? 1) - 1;
    if (left > 0) addresses.set(address, left);
    else addresses.delete(address);
    if (waiters.size > 0) return;
    clearInterval(looking);
    stopListening?.();
  }

  function enter({ after, milliseconds, address, signal }: Asked): Promise<Waited> {
    return new Promise((resolve) => {
      const finish = (how: Waited) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', gone);
        leave(tell, address);
        resolve(how);
      };
      const tell = (told: Head | null) => {
        if (told === null) finish('nothing');
        else if (told.seq > after) finish('news');
      };
      const gone = () => finish('gone');
      const timer = setTimeout(() => finish('nothing'), milliseconds);
      signal.addEventListener('abort', gone);
      if (waiters.size === 0) begin();
      waiters.add(tell);
      addresses.set(address, (addresses.get(address) ?? 0) + 1);
    });
  }

  return {
    get size() {
      return waiters.size;
    },
    /** Ends when the journal is past `after`, the time is over, the asker is gone, or the node stops. */
    async until(asked: Asked): Promise<Waited> {
      if ((await revision.current()).seq > asked.after) return 'news';
      if (asked.signal.aborted) return 'gone';
      if (ended || asked.milliseconds <= 0) return 'nothing';
      if (waiters.size >= most) return 'full';
      if ((addresses.get(asked.address) ?? 0) >= ofOne) return 'too_many';
      return enter(asked);
    },
    /** The node stops: whoever waits gets an answer now, and nobody waits any more. */
    end(): void {
      ended = true;
      for (const tell of [...waiters]) tell(null);
    }
  };
}
