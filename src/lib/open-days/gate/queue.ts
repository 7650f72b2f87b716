import { pauseAfter } from '#lib/offline/ask.ts';
import type { CheckIn } from '../gate-schema.ts';
import type { checkInOutcomes } from '../open-days.ts';

/** A check-in that this device made and the server has not acknowledged yet. */
export interface Waiting {
  slug: string;
  row: CheckIn;
  /** Why the server did not take it, in its own word; sent again when the host says so. */
  refused: string | null;
}

/** A check-in that the server acknowledged: what a list on the device needs to know. */
export interface Done {
  check_in_id: string;
  slug: string;
  code: string | null;
  name: string | null;
  at: string;
  party_size: number;
  outcome: Exclude<(typeof checkInOutcomes)[number], 'unknown'>;
  conflict: boolean;
}

/** Where the device keeps them. Each call is one transaction. */
export interface Keeping {
  add: (entry: Waiting) => Promise<void>;
  /** Oldest first. */
  waiting: () => Promise<Waiting[]>;
  refuse: (id: string, code: string) => Promise<void>;
  /** Leaves the queue and becomes known as done, both or neither. */
  acknowledge: (done: Done) => Promise<void>;
}

/** What became of sending one. Anything else than the server's own word is no answer. */
export type Sent =
  | { kind: 'acknowledged'; outcome: Done['outcome']; conflict: boolean }
  | { kind: 'refused'; code: string }
  | { kind: 'sign_in' }
  | { kind: 'no_answer'; seconds?: number };

export type Standing = 'idle' | 'sending' | 'offline' | 'sign_in';

interface Parts {
  keeping: Keeping;
  send: (slug: string, row: CheckIn) => Promise<Sent>;
  /** Runs the work only where no other page of the device is at it. */
  alone: (work: () => Promise<void>) => Promise<void>;
  /** Something changed: the standing, or what waits. */
  changed: (standing: Standing) => void;
  later: (seconds: number, work: () => void) => void;
}

/**
 * Sends what waits, one by one, oldest first. A check-in leaves the device only after the server said that it has it; it
 * has had its id since it was made, so sending it twice counts once.
 */
export function createQueue({ keeping, send, alone, changed, later }: Parts) {
  let failures = 0;
  let running: Promise<void> | null = null;
  let again = false;

  async function settle({ slug, row }: Waiting, sent: Sent): Promise<Standing | null> {
    switch (sent.kind) {
      case 'acknowledged':
        await keeping.acknowledge({
          check_in_id: row.check_in_id,
          slug,
          code: row.code,
          name: row.name,
          at: row.at,
          party_size: row.party_size,
          outcome: sent.outcome,
          conflict: sent.conflict
        });
        failures = 0;
        return null;
      case 'refused':
        await keeping.refuse(row.check_in_id, sent.code);
        return null;
      case 'sign_in':
        return 'sign_in';
      case 'no_answer':
        failures += 1;
        later(Math.max(sent.seconds ?? 0, pauseAfter(failures)), () => void flush());
        return 'offline';
    }
  }

  async function sendAll(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const waiting = await keeping.waiting();
      const next = waiting.find(({ row, refused }) => refused === null && !tried.has(row.check_in_id));
      if (!next) {
        changed('idle');
        return;
      }
      tried.add(next.row.check_in_id);
      changed('sending');
      const stopped = await settle(next, await send(next.slug, next.row));
      if (stopped) {
        changed(stopped);
        return;
      }
    }
  }

  /** Never two at a time; what is added meanwhile is sent too. */
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
    /** Kept first; what is sent is what is kept. */
    async add(entry: Omit<Waiting, 'refused'>): Promise<void> {
      await keeping.add({ ...entry, refused: null });
      changed('idle');
    },
    flush
  };
}
