import { z } from 'zod';
import type { Client } from './client.ts';

const head = z.object({
  seq: z.number(),
  revision: z.string(),
  recorded_at: z.string(),
  leaf_hash: z.string()
});
export type Head = z.infer<typeof head>;

const lifeOfAnswer = 1000;

/**
 * Knows the head of the journal: asks the database at most once a second while nothing was written here, and at once
 * after this process wrote. Several nodes see each other's writes within that second.
 */
export function createRevision(client: Client) {
  let known: Head | null = null;
  let askedAt = 0;
  let stale = true;
  let asking: Promise<Head> | null = null;
  const listeners = new Set<(head: Head) => void>();

  async function ask(): Promise<Head> {
    stale = false;
    const { data, error } = await client.rpc('journal_head');
    if (error) throw new Error(`The head of the journal could not be read: ${error.message}`);
    known = head.parse(data);
    askedAt = Date.now();
    for (const tell of listeners) tell(known);
    return known;
  }

  async function current(): Promise<Head> {
    if (known && !stale && Date.now() - askedAt < lifeOfAnswer) return known;
    asking ??= ask().finally(() => (asking = null));
    return asking;
  }

  return {
    /** Something may have been written: the next `current` asks again, and at once where somebody waits for it. */
    touch() {
      stale = true;
      // what fails here fails for the next who asks as well, and is told there
      if (listeners.size > 0) current().catch(() => undefined);
    },
    current,
    /** Tells each head as it is read, until the function that comes back is called. */
    listen(tell: (head: Head) => void): () => void {
      listeners.add(tell);
      return () => listeners.delete(tell);
    }
  };
}
