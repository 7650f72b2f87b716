import { describe, expect, it } from 'vitest';
import { createQueue } from './queue.ts';

describe('the queue of the embedded database', () => {
  it('runs one piece of work at a time, in order', async () => {
    const queue = createQueue();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => queue.run(work(name))));
    expect(log).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('goes on after work that fails, and hands the failure to whom it belongs', async () => {
    const queue = createQueue();
    const failing = queue.run(() => Promise.reject(new Error('no')));
    const next = queue.run(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('lets timers and sockets have their turn while work never ends', async () => {
    const queue = createQueue();
    const later = AbortSignal.timeout(1);
    for (let done = 0; !later.aborted && done < 1_000_000; done++) await queue.run(() => Promise.resolve());
    expect(later.aborted).toBe(true);
  });
});
