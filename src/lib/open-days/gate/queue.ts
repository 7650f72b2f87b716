import { createSender, type Stop, type Surroundings } from '#lib/offline/sender.ts';
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

interface Parts extends Surroundings {
  keeping: Keeping;
  send: (slug: string, row: CheckIn) => Promise<Sent>;
}

/**
 * Sends what waits, one by one, oldest first. A check-in leaves the device only after the server said that it has it; it
 * has had its id since it was made, so sending it twice counts once.
 */
export function createQueue({ keeping, send, ...around }: Parts) {
  async function settle({ slug, row }: Waiting, sent: Sent): Promise<Stop | null> {
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
        sender.answered();
        return null;
      case 'refused':
        await keeping.refuse(row.check_in_id, sent.code);
        return null;
      case 'sign_in':
        return 'sign_in';
      case 'no_answer':
        sender.pause(sent.seconds);
        return 'offline';
    }
  }

  const sender = createSender<Waiting>({
    ...around,
    waiting: async () => (await keeping.waiting()).filter(({ refused }) => refused === null),
    idOf: ({ row }) => row.check_in_id,
    send: async (next) => settle(next, await send(next.slug, next.row))
  });

  return {
    /** Kept first; what is sent is what is kept. */
    async add(entry: Omit<Waiting, 'refused'>): Promise<void> {
      await keeping.add({ ...entry, refused: null });
      around.changed('idle');
    },
    flush: sender.flush
  };
}
