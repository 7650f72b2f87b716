import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { datasetOf } from '#lib/open-data/datasets/index.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { write } from './folder.server.ts';
import { lines } from './lines.server.ts';

const row = z.record(z.string(), z.unknown());
export type Row = z.infer<typeof row>;
const keyed = z.tuple([z.string(), row]);
const page = z.object({ head: z.number(), rows: z.array(keyed), next: z.string().nullable() });
const changes = z.object({
  head: z.number(),
  next: z.number(),
  changes: z.array(
    z.object({ seq: z.number(), dataset: z.string(), key: z.string(), row: row.nullable() }).loose()
  )
});

type From = Pick<Hub, 'visitor' | 'config'>;

/** Rows a page: a page is one statement, and where all share one connection the others wait for it. */
const pageSize = 1000;

/** Where all share one connection, half of the time is the visitors'. */
async function call<S extends z.ZodType>(
  { visitor, config }: From,
  verb: string,
  args: Record<string, unknown>,
  schema: S,
  signal: AbortSignal
): Promise<z.infer<S>> {
  signal.throwIfAborted();
  const started = performance.now();
  const answer = unwrap(await visitor.rpc(verb, args), schema);
  if (config.engine === 'embedded') await pause(performance.now() - started);
  return answer;
}

/** The columns in their order: the database keeps its own. */
function ordered(dataset: string, found: Row): Row {
  const columns = Object.keys(datasetOf(dataset)?.row.shape ?? found);
  return Object.fromEntries(columns.map((column) => [column, found[column]]));
}

/** Pages of one data set one after the other, as lines `[key, row]`; `begun` is told the head of each. */
async function* pages(from: From, dataset: string, begun: (head: number) => void, signal: AbortSignal) {
  let after: string | null = null;
  do {
    const args = { dataset, after, page_size: pageSize };
    const read: z.infer<typeof page> = await call(from, 'open_rows', args, page, signal);
    begun(read.head);
    for (const [key, found] of read.rows) yield `${JSON.stringify([key, ordered(dataset, found)])}\n`;
    after = read.next;
  } while (after !== null);
}

/** What changed since, by data set and key, with the rows as they are at the entry that is returned. */
async function catchUp(from: From, since: number, signal: AbortSignal) {
  const changed = new Map<string, Map<string, Row | null>>();
  let after = since;
  for (;;) {
    const read = await call(from, 'open_changes', { after, page_size: pageSize }, changes, signal);
    for (const { dataset, key, row: now } of read.changes) {
      const keys = changed.get(dataset) ?? new Map<string, Row | null>();
      changed.set(dataset, keys.set(key, now && ordered(dataset, now)));
    }
    after = read.next;
    // the last page: every row that it and those before it name is as of this head, and no other changed
    if (read.next >= read.head) return { seq: read.head, changed };
  }
}

/** The lines that were read, with what changed in its place: one sorted list into another. */
async function* merged(path: string, changed: ReadonlyMap<string, Row | null>): AsyncGenerator<Row> {
  const added = [...changed].sort(([a], [b]) => (a < b ? -1 : 1));
  let next = 0;
  const before = function* (key: string | null): Generator<Row> {
    for (let one = added[next]; one && (key === null || one[0] < key); one = added[++next])
      if (one[1]) yield one[1];
  };
  for await (const line of lines(path)) {
    const [key, found] = keyed.parse(JSON.parse(line));
    yield* before(key);
    if (changed.has(key)) continue;
    yield found;
  }
  yield* before(null);
}

export interface Collected {
  /** The entry of the journal as of which all rows of all data sets are. */
  seq: number;
  /** Each call reads them from the beginning, in order of their keys. */
  rows: (dataset: string) => AsyncIterable<Row>;
  /** Removes what was laid aside. */
  done: () => Promise<void>;
}

/**
 * All rows of all data sets at exactly one entry of the journal, without a transaction that lasts: pages are laid aside as
 * they come, then what changed meanwhile is read once more and takes its place. Memory holds one page and the changes.
 */
export async function collect(
  from: From,
  folder: string,
  datasets: readonly string[],
  signal: AbortSignal,
  say: (what: string) => void = () => undefined
): Promise<Collected> {
  const pathOf = (dataset: string) => `${dataset}.rows`;
  const begun: { at?: number } = {};
  for (const dataset of datasets) {
    say(dataset);
    await write(
      folder,
      pathOf(dataset),
      pages(from, dataset, (head) => (begun.at ??= head), signal)
    );
  }
  const { seq, changed } = await catchUp(from, begun.at ?? 0, signal);
  return {
    seq,
    rows: (dataset) => merged(join(folder, pathOf(dataset)), changed.get(dataset) ?? new Map()),
    done: async () => {
      for (const dataset of datasets) await rm(join(folder, pathOf(dataset)), { force: true });
    }
  };
}
