/** How many exports one process makes at the same time, and how many wait for their turn. */
const atOnce = 2;
const longest = 40;

let running = 0;
const waiting: (() => void)[] = [];

export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Runs work when its turn comes; throws BusyError where too many wait already. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= longest) throw new BusyError('too many exports are being made');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

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
    const promise = inTurn(() => {
      controller.signal.throwIfAborted();
      return work(controller.signal);
    }).finally(() => underWay.delete(name));
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
