/** How what is on the screen stands to what is on the disk. */
export type Saving = 'saved' | 'saving' | 'full' | 'failed';

const isFull = (error: unknown) => error instanceof DOMException && error.name === 'QuotaExceededError';

/**
 * Writes one thing after the other, in the order in which they were done. What is typed is written at once; while the disk
 * is at work, only the last of what came meanwhile is.
 */
export function createWriter(save: () => Promise<void>, told: (saving: Saving) => void) {
  let chain: Promise<unknown> = Promise.resolve();
  let asked = false;
  let open = 0;

  async function run<R>(work: () => Promise<R>): Promise<R> {
    open += 1;
    told('saving');
    try {
      const done = await work();
      open -= 1;
      if (open === 0) told('saved');
      return done;
    } catch (error) {
      open -= 1;
      told(isFull(error) ? 'full' : 'failed');
      throw error;
    }
  }

  function add<R>(work: () => Promise<R>): Promise<R> {
    const next = chain.then(() => run(work));
    // the next one is tried whatever became of this
    chain = next.catch(() => undefined);
    return next;
  }

  return {
    add,
    /** Asks for what stands now to be written. */
    save(): void {
      if (asked) return;
      asked = true;
      void add(() => {
        asked = false;
        return save();
      }).catch(() => undefined);
    },
    /** When everything that was asked for so far was tried. */
    settled: async (): Promise<void> => {
      await chain;
    }
  };
}
