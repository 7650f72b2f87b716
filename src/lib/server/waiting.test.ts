import { describe, expect, it } from 'vitest';
import type { Head } from './revision.ts';
import { createWaiting } from './waiting.ts';

const headAt = (seq: number): Head => ({ seq, revision: `${seq}.0`, recorded_at: '', leaf_hash: '' });

/** A journal whose head the test moves. Nobody looks by himself within the test. */
function journal(limits: { most?: number; ofOne?: number } = {}) {
  let seq = 5;
  const listeners = new Set<(head: Head) => void>();
  const waiting = createWaiting(
    {
      current: () => Promise.resolve(headAt(seq)),
      listen: (tell) => {
        listeners.add(tell);
        return () => listeners.delete(tell);
      }
    },
    { most: 10, every: 3_600_000, ...limits }
  );
  const never = new AbortController().signal;
  return {
    waiting,
    listeners,
    until: (more: { after?: number; milliseconds?: number; address?: string; signal?: AbortSignal } = {}) =>
      waiting.until({ after: 5, milliseconds: 3_600_000, address: 'a', signal: never, ...more }),
    move: (to: number) => {
      seq = to;
      for (const tell of [...listeners]) tell(headAt(to));
    }
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('who waits for the journal', () => {
  it('is answered at once where there is news, or no time to wait', async () => {
    const { until, waiting } = journal();
    expect(await until({ after: 4 })).toBe('news');
    expect(await until({ milliseconds: 0 })).toBe('nothing');
    expect(waiting.size).toBe(0);
  });

  it('is told when the head passes its number, and not before', async () => {
    const { until, move, waiting, listeners } = journal();
    const [near, far] = [until(), until({ after: 7 })];
    await settled();
    move(5);
    expect(waiting.size).toBe(2);
    move(6);
    expect(await near).toBe('news');
    expect(waiting.size).toBe(1);
    move(8);
    expect(await far).toBe('news');
    expect([waiting.size, listeners.size]).toEqual([0, 0]);
  });

  it('is let go when the time is over, when it leaves, and when the node stops', async () => {
    const { until, waiting, listeners } = journal();
    expect(await until({ milliseconds: 5 })).toBe('nothing');
    const leaving = new AbortController();
    const left = until({ signal: leaving.signal });
    await settled();
    leaving.abort();
    expect(await left).toBe('gone');
    expect(await until({ signal: leaving.signal })).toBe('gone');
    const last = until();
    await settled();
    waiting.end();
    expect(await last).toBe('nothing');
    expect(await until()).toBe('nothing');
    expect([waiting.size, listeners.size]).toEqual([0, 0]);
  });

  it('is refused where too many wait, in all or from one address, until one is gone', async () => {
    const { until, move } = journal({ most: 3, ofOne: 2 });
    const two = [until(), until()];
    await settled();
    expect(await until()).toBe('too_many');
    const third = until({ address: 'b' });
    await settled();
    expect(await until({ address: 'c' })).toBe('full');
    move(6);
    expect(await Promise.all([...two, third])).toEqual(['news', 'news', 'news']);
    const again = until({ after: 6 });
    await settled();
    move(7);
    expect(await again).toBe('news');
  });
});
