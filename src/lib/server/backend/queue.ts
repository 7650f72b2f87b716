/**
 * Runs one piece of work after another.
 *
 * PGlite has one connection and the embedded API opens a transaction per request on it without keeping others out: two
 * requests at once shared one transaction, role and person included (docs/adr/0002-embedded-engine.md). Everything that
 * touches the embedded database goes through one queue.
 */
export function createQueue() {
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      waiting += 1;
      const result = tail.then(work);
      tail = result.then(
        () => (waiting -= 1),
        () => (waiting -= 1)
      );
      return result;
    },
    get waiting() {
      return waiting;
    }
  };
}
