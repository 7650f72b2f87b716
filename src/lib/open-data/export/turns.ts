import { createTurns } from '#lib/server/turns.ts';

/** How many exports one process makes at the same time, and how many wait for their turn. */
const turns = createTurns(2, 40);

interface Shared<T> {
  promise: Promise<T>;
  controller: AbortController;
  waiters: number;
}

/**
 * One piece of work a name at a time. Who asks for the same waits for it; when the last of those went away the work
 * ends, unless it is worth having anyway.
 */
export function sharing<T>() {
  const underWay = new Map<string, Shared<T>>();

  function begin(name: string, work: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const controller = new AbortController();
    const promise = turns
      .run(() => {
        controller.signal.throwIfAborted();
        return work(controller.signal);
      })
      .finally(() => underWay.delete(name));
    // whoever still waits hears of a failure; nobody may be left
    promise.catch(() => undefined);
    const begun = { promise, controller, waiters: 0 };
    underWay.set(name, begun);
    return begun;
  }

  return async function share(
    name: string,
    { signal, isWorthHaving }: { signal: AbortSignal; isWorthHaving: boolean },
    work: (signal: AbortSignal) => Promise<T>
  ): Promise<T> {
    signal.throwIfAborted();
    const found = underWay.get(name);
    const shared = found && !found.controller.signal.aborted ? found : begin(name, work);
    shared.waiters += 1;
    const { promise: left, reject } = Promise.withResolvers<never>();
    const leave = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([shared.promise, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      shared.waiters -= 1;
      if (shared.waiters === 0 && signal.aborted && !isWorthHaving) shared.controller.abort();
    }
  };
}
