import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseAfter } from '#lib/offline/ask.ts';
import type { CheckIn } from '../gate-schema.ts';
import type { Standing } from '#lib/offline/sender.ts';
import { createQueue, type Done, type Keeping, type Sent, type Waiting } from './queue.ts';

const row = (n: number): CheckIn => ({
  check_in_id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  kind: 'booked',
  code: `CODE${String(n)}`,
  name: null,
  category: null,
  party_size: 1,
  at: new Date(Date.UTC(2026, 10, 22, 6, 0, n)).toISOString(),
  device: 'phone',
  briefed: true,
  signature: null,
  declaration: null
});
const idOf = (n: number) => row(n).check_in_id;

/** A device whose memory outlives its pages, and a server that keeps each id once. */
function device(answer: (id: string, attempt: number) => Sent | 'lost') {
  const waiting: Waiting[] = [];
  const done: Done[] = [];
  const attempts = new Map<string, number>();
  const server = new Set<string>();
  const sends: string[] = [];
  const standings: Standing[] = [];
  const pauses: number[] = [];
  let resume: (() => void) | null = null;
  const keeping: Keeping = {
    add: async (entry) => void waiting.push(entry),
    waiting: async () => [...waiting],
    refuse: async (id, code) => {
      const entry = waiting.find((one) => one.row.check_in_id === id);
      if (entry) entry.refused = code;
    },
    acknowledge: async (one) => {
      const at = waiting.findIndex((entry) => entry.row.check_in_id === one.check_in_id);
      if (at >= 0) waiting.splice(at, 1);
      // by its id, as the store of a browser does
      if (!done.some((other) => other.check_in_id === one.check_in_id)) done.push(one);
    }
  };
  const send = async (_slug: string, { check_in_id: id }: CheckIn): Promise<Sent> => {
    sends.push(id);
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    const told = answer(id, attempt);
    // taken, and the answer is lost on the way back
    if (told === 'lost') server.add(id);
    if (told === 'lost') return { kind: 'no_answer' };
    if (told.kind === 'acknowledged') server.add(id);
    return told;
  };
  const page = () =>
    createQueue({
      keeping,
      send,
      alone: (work) => work(),
      changed: (standing) => standings.push(standing),
      later: (seconds, work) => {
        pauses.push(seconds);
        resume = work;
      }
    });
  return {
    page,
    waiting,
    done,
    server,
    sends,
    standings,
    pauses,
    wait: () => resume?.()
  };
}

const fine: Sent = { kind: 'acknowledged', outcome: 'recorded', conflict: false };

describe('the queue of check-ins', () => {
  it('sends one by one, oldest first, and lets go of what the server has', async () => {
    const phone = device(() => fine);
    const queue = phone.page();
    for (const n of [1, 2, 3]) await queue.add({ slug: 'day', row: row(n) });
    expect(phone.waiting).toHaveLength(3);
    await queue.flush();
    expect(phone.sends).toEqual([1, 2, 3].map(idOf));
    expect(phone.waiting).toEqual([]);
    expect(phone.done.map((one) => one.check_in_id)).toEqual([1, 2, 3].map(idOf));
    expect(phone.standings.at(-1)).toBe('idle');
  });

  it('keeps what it could not send, waits longer each time, and sends it once there is an answer', async () => {
    const phone = device((_, attempt) => (attempt < 4 ? { kind: 'no_answer' } : fine));
    const queue = phone.page();
    await queue.add({ slug: 'day', row: row(1) });
    for (let i = 0; i < 4; i += 1) await queue.flush();
    expect(phone.pauses).toEqual([2, 4, 8]);
    expect(phone.waiting).toEqual([]);
    expect([0, 1, 5, 9, 50].map(pauseAfter)).toEqual([1, 2, 32, 300, 300]);
  });

  it('waits as long as the server asks for', async () => {
    const phone = device((_, attempt) => (attempt === 1 ? { kind: 'no_answer', seconds: 40 } : fine));
    const queue = phone.page();
    await queue.add({ slug: 'day', row: row(1) });
    await queue.flush();
    expect(phone.pauses).toEqual([40]);
    expect(phone.standings.at(-1)).toBe('offline');
  });

  it('shows what was refused and goes on with the next; asks to sign in and keeps all', async () => {
    const phone = device((id) => (id === idOf(1) ? { kind: 'refused', code: 'open_day_cancelled' } : fine));
    const queue = phone.page();
    for (const n of [1, 2]) await queue.add({ slug: 'day', row: row(n) });
    await queue.flush();
    expect(phone.waiting).toMatchObject([{ refused: 'open_day_cancelled' }]);
    expect(phone.done).toHaveLength(1);

    const other = device(() => ({ kind: 'sign_in' }));
    const signedOut = other.page();
    await signedOut.add({ slug: 'day', row: row(1) });
    await signedOut.flush();
    expect(other.standings.at(-1)).toBe('sign_in');
    expect(other.waiting).toHaveLength(1);
    expect(other.pauses).toEqual([]);
  });

  it('shows a duplicate as one', async () => {
    const phone = device(() => ({ ...fine, outcome: 'duplicate', conflict: true }));
    const queue = phone.page();
    await queue.add({ slug: 'day', row: row(1) });
    await queue.flush();
    expect(phone.done).toMatchObject([{ outcome: 'duplicate', conflict: true, code: 'CODE1' }]);
  });

  it('sends also what is added while it sends, and never two at a time', async () => {
    let inside = 0;
    let most = 0;
    const phone = device(() => fine);
    const queue = createQueue({
      keeping: {
        add: async (entry) => void phone.waiting.push(entry),
        waiting: async () => [...phone.waiting],
        refuse: async () => undefined,
        acknowledge: async (one) => {
          phone.waiting.splice(0, 1);
          phone.done.push(one);
        }
      },
      send: async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
        return fine;
      },
      alone: (work) => work(),
      changed: () => undefined,
      later: () => undefined
    });
    await Promise.all(
      [1, 2, 3, 4].map(async (n) => {
        await queue.add({ slug: 'day', row: row(n) });
        await queue.flush();
      })
    );
    await queue.flush();
    expect(most).toBe(1);
    expect(phone.done).toHaveLength(4);
  });

  it('loses nothing and doubles nothing, whenever the network fails or the page is killed', async () => {
    const step = fc.constantFrom('add', 'flush', 'kill', 'wait');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.nat(2), { minLength: 60, maxLength: 60 }),
        async (steps, luck) => {
          let broken = true;
          const phone = device(() => {
            const outcome = broken ? (luck.pop() ?? 0) : 0;
            return outcome === 0 ? fine : outcome === 1 ? { kind: 'no_answer' } : 'lost';
          });
          let queue = phone.page();
          let added = 0;
          for (const what of steps) {
            if (what === 'add') await queue.add({ slug: 'day', row: row((added += 1)) });
            if (what === 'flush') await queue.flush();
            if (what === 'wait') phone.wait();
            if (what === 'kill') queue = phone.page();
            // what the server has not is still here
            const here = new Set([...phone.waiting.map((one) => one.row.check_in_id), ...phone.server]);
            expect(here.size).toBe(added);
          }
          broken = false;
          await phone.page().flush();
          expect(phone.waiting).toEqual([]);
          expect(phone.server.size).toBe(added);
          expect(new Set(phone.done.map((one) => one.check_in_id))).toEqual(phone.server);
        }
      ),
      { numRuns: 60 }
    );
  });
});
