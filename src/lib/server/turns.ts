export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/**
 * At most so many pieces of work at once; the others wait in the order they came, and where too many wait already, whoever
 * comes is told so by BusyError.
 */
export function createTurns(atOnce: number, mostWaiting = Infinity) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (running >= atOnce) {
        if (waiting.length >= mostWaiting) throw new BusyError('too many wait already');
        await new Promise<void>((go) => waiting.push(go));
      } else running += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    }
  };
}
