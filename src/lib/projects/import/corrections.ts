/** How long a file of bad rows can be fetched, and how much memory all of them may take. */
const life = 30 * 60_000;
const room = 64 * 1024 * 1024;

interface Kept {
  owner: string;
  csv: string;
  until: number;
}

/**
 * Files of bad rows wait here between the answer that tells of them and the click that fetches them: they are worth
 * nothing later, hold what an office has not published yet, and so never reach the disk. Each person has the last one.
 */
export function createCorrections(now: () => number = Date.now) {
  const kept = new Map<string, Kept>();
  const weight = () => [...kept.values()].reduce((sum, { csv }) => sum + csv.length * 2, 0);

  function forget() {
    for (const [id, { until }] of kept) if (until < now()) kept.delete(id);
    for (const id of kept.keys()) {
      if (weight() <= room) break;
      kept.delete(id);
    }
  }

  return {
    keep(owner: string, csv: string): string {
      for (const [id, one] of kept) if (one.owner === owner) kept.delete(id);
      const id = crypto.randomUUID();
      kept.set(id, { owner, csv, until: now() + life });
      forget();
      return id;
    },
    /** null for somebody else's, for one that was followed by another, and after half an hour. */
    fetch(owner: string, id: string): string | null {
      forget();
      const found = kept.get(id);
      return found?.owner === owner ? found.csv : null;
    }
  };
}
