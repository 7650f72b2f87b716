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

const isFacts = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** An object, handed on as it came: of each of a million rows a copy is made below, and one is enough. */
const facts = z.custom<Row>(isFacts);
const keyed = z.array(z.tuple([z.string(), facts]));
const page = z.object({ head: z.number(), rows: keyed, next: z.string().nullable() });
/** As text, until it is written: see the migration that hands out lines. */
const textPage = z.object({
  head: z.number(),
  keys: z.array(z.string()),
  lines: z.string(),
  next: z.string().nullable()
});
const changed = z.object({
  head: z.number(),
  next: z.number(),
  changes: z.array(z.object({ dataset: z.string(), key: z.string(), row: facts.nullable() }))
});
const leaves = z.looseObject({
  entries: z.array(z.looseObject({ seq: z.number(), leaf_hash: z.string(), recorded_at: z.string() }))
});

export interface Page {
  head: number;
  rows: [key: string, row: Row][];
  next: string | null;
}
export interface Changes {
  head: number;
  next: number;
  /** A row of null is gone. */
  changes: [key: string, row: Row | null][];
}
/**
 * Where rows come from that are of no data set. `head` of an answer: the newest entry that its rows may tell of; what `changes`
 * names is as it is then, and where that is beyond `next` it is asked on.
 */
export interface Source {
  page: (after: string | null) => Promise<Page>;
  changes: (after: number) => Promise<Changes>;
}
/** What a file is of, as far as it is named and its form known by it. */
export type Rows = Pick<Dataset, 'name' | 'row'>;
/** Which rows are asked for. */
export interface Wanted {
  dataset: Rows;
  source?: Source;
  filters: Record<string, unknown>;
  at: number | null;
  steps?: Steps;
}

/**
 * A row with the columns of its data set in their order. The database answers each of them; that their values are what the
 * schema says is tested, and not looked at again in each of a million rows.
 */
function orderer(dataset: Rows) {
  const columns = Object.keys(dataset.row.shape);
  return (row: Row): Row => {
    const made: Record<string, unknown> = {};
    for (const column of columns) {
      if (row[column] === undefined) throw new Error(`a row of ${dataset.name} has no ${column}`);
      made[column] = row[column];
    }
    return made;
  };
}

function ordered(dataset: Rows, { head, rows, next }: z.infer<typeof page>): Page {
  const order = orderer(dataset);
  return { head, next, rows: rows.map(([key, row]) => [key, order(row)]) };
}

export async function readPage(
  db: Client,
  { dataset, source, filters, at, steps: { page: page_size } = steps }: Wanted,
  after: string | null
): Promise<Page> {
  if (source) return source.page(after);
  const asked = { dataset: dataset.name, filters, after, page_size };
  if (at !== null) return ordered(dataset, unwrap(await db.rpc('open_rows_at', { ...asked, at }), page));
  const { head, keys, lines, next } = unwrap(await db.rpc('open_lines', asked), textPage);
  const texts = lines === '' ? [] : lines.split('\n');
  if (texts.length !== keys.length) throw new Error(`a page of ${dataset.name} has lines without keys`);
  const rows = texts.map((text, i): unknown => [keys[i], JSON.parse(text)]);
  return ordered(dataset, { head, next, rows: keyed.parse(rows) });
}

/** Those of some rows that pass the filters. */
export async function readKeys(db: Client, { dataset, filters }: Wanted, keys: string[]): Promise<Page> {
  const asked = { dataset: dataset.name, filters, after: null, page_size: steps.page, keys };
  return ordered(dataset, unwrap(await db.rpc('open_rows', asked), page));
}

/** What changed in a data set after an entry of the journal: a page of the changes of all. A row of null is gone. */
export async function readChanges(
  db: Client,
  { dataset, source, steps: { entries } = steps }: Wanted,
  after: number
): Promise<Changes> {
  if (source) return source.changes(after);
  const asked = { after, page_size: entries };
  const { head, next, changes } = unwrap(await db.rpc('open_changes', asked), changed);
  const order = orderer(dataset);
  const own = changes.filter((change) => change.dataset === dataset.name);
  return {
    head,
    next,
    changes: own.map(({ key, row }) => [key, row && order(row)])
  };
}

async function entryOf(db: Client, seq: number) {
  if (seq === 0) return null;
  const { entries } = unwrap(await db.rpc('open_entries', { after: seq - 1, page_size: 1 }), leaves);
  const [entry] = entries;
  return entry?.seq === seq ? entry : null;
}

/** The hash of an entry of the journal, by which one knows a database again; null where there is no such entry. */
export const leafOf = async (db: Client, seq: number): Promise<string | null> =>
  (await entryOf(db, seq))?.leaf_hash ?? null;

/** When an entry of the journal was made. */
export const recordedAt = async (db: Client, seq: number): Promise<string | null> =>
  (await entryOf(db, seq))?.recorded_at ?? null;
