/** The next turn of the event loop, after whatever came in over the network meanwhile. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs one piece of work after another.
 *
 * PGlite has one connection and the embedded API opens a transaction per request on it without keeping others out: two
 * requests at once shared one transaction, role and person included (docs/adr/0002-embedded-engine.md). Everything that
 * touches the embedded database goes through one queue.
 *
 * The database works in this very thread and its answers are microtasks: without a turn of the event loop between two
 * pieces of work, a loop of writes would keep the server from answering anyone, also from memory.
 */
export function createQueue() {
  let tail: Promise<unknown> = Promise.resolve();

  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const result = tail.then(work);
      tail = result.then(nextTurn, nextTurn);
      return result;
    }
  };
}
