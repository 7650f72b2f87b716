import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Dataset } from '../datasets/index.ts';
import type { Row } from './formats.ts';

export interface Steps {
  /** How many rows one call reads: short enough for the limits on statements, long enough not to matter. */
  page: number;
  /** How many entries of the journal one call follows. */
  entries: number;
  /** How many changed rows are kept in memory before they are written into the rows. */
  kept: number;
}
export const steps: Steps = { page: 1000, entries: 1000, kept: 10_000 };

const facts = z.record(z.string(), z.unknown());
const page = z.object({
  head: z.number(),
  rows: z.array(z.tuple([z.string(), facts])),
  next: z.string().nullable()
});
const changed = z.object({
  head: z.number(),
  next: z.number(),
  changes: z.array(z.object({ dataset: z.string(), key: z.string(), row: facts.nullable() }))
});
const leaves = z.looseObject({ entries: z.array(z.looseObject({ seq: z.number(), leaf_hash: z.string() })) });

export interface Page {
  head: number;
  rows: [key: string, row: Row][];
  next: string | null;
}
/** Which rows are asked for. */
export interface Wanted {
  dataset: Dataset;
  filters: Record<string, unknown>;
  at: number | null;
  steps?: Steps;
}

/**
 * A row with the columns of its data set in their order. The database answers each of them; that their values are what the
 * schema says is tested, and not looked at again in each of a million rows.
 */
function orderer(dataset: Dataset) {
  const columns = Object.keys(dataset.row.shape);
  return (row: Row): Row => {
    const missing = columns.find((column) => row[column] === undefined);
    if (missing) throw new Error(`a row of ${dataset.name} has no ${missing}`);
    return Object.fromEntries(columns.map((column) => [column, row[column]]));
  };
}

function ordered(dataset: Dataset, { head, rows, next }: z.infer<typeof page>): Page {
  const order = orderer(dataset);
  return { head, next, rows: rows.map(([key, row]) => [key, order(row)]) };
}

export async function readPage(
  db: Client,
  { dataset, filters, at, steps: { page: page_size } = steps }: Wanted,
  after: string | null
): Promise<Page> {
  const asked = { dataset: dataset.name, filters, after, page_size };
  const answer =
    at === null ? await db.rpc('open_rows', asked) : await db.rpc('open_rows_at', { ...asked, at });
  return ordered(dataset, unwrap(answer, page));
}

/** Those of some rows that pass the filters. */
export async function readKeys(db: Client, { dataset, filters }: Wanted, keys: string[]): Promise<Page> {
  const asked = { dataset: dataset.name, filters, after: null, page_size: steps.page, keys };
  return ordered(dataset, unwrap(await db.rpc('open_rows', asked), page));
}

/** What changed in a data set after an entry of the journal: a page of the changes of all. A row of null is gone. */
export async function readChanges(
  db: Client,
  { dataset, steps: { entries } = steps }: Wanted,
  after: number
) {
  const asked = { after, page_size: entries };
  const { head, next, changes } = unwrap(await db.rpc('open_changes', asked), changed);
  const order = orderer(dataset);
  const own = changes.filter((change) => change.dataset === dataset.name);
  return {
    head,
    next,
    changes: own.map(({ key, row }): [string, Row | null] => [key, row && order(row)])
  };
}

/** The hash of an entry of the journal, by which one knows a database again; null where there is no such entry. */
export async function leafOf(db: Client, seq: number): Promise<string | null> {
  if (seq === 0) return null;
  const { entries } = unwrap(await db.rpc('open_entries', { after: seq - 1, page_size: 1 }), leaves);
  const [entry] = entries;
  return entry?.seq === seq ? entry.leaf_hash : null;
}
