import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { factsOf } from './facts.ts';
import { badCell, type Words } from './messages.ts';
import { parseProjectsInTurns, recordsAt, type ImportParse, type ParsedRow } from './parse.ts';
import type { Crs, ImportDivision } from './schema.ts';

type Progress = (done: number, total: number) => void;

/** Rows in one call: each call holds the embedded database, so that others' requests come in between. */
const STAGED_AT_ONCE = 250;
const PREVIEWED_AT_ONCE = 250;
const WRITTEN_AT_ONCE = 50;

const division = z
  .object({
    division_code: z.string(),
    name: z.string(),
    level: z.string(),
    parent_code: z.string().nullable()
  })
  .transform(({ division_code, level, ...rest }): ImportDivision => ({
    ...rest,
    code: division_code,
    // the reader of files writes its levels with hyphens
    level: level.replace('_', '-')
  }));

const counts = z.object({
  total: z.number(),
  pending: z.number(),
  new: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refused: z.number()
});
export type Counts = z.infer<typeof counts>;

const commitment = counts.extend({ remaining: z.number(), written: z.number().optional() });
export type Commitment = z.infer<typeof commitment>;

const detail = z.object({
  project_id: z.string().nullish(),
  reason: z.string().optional(),
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })).nullish()
});

const row = z.object({
  line: z.number(),
  name: z.string().nullable(),
  permit_no: z.string().nullable(),
  project_code: z.string().nullable(),
  outcome: z.enum(['new', 'changed', 'unchanged', 'refused', 'written']).nullable(),
  detail: detail.nullable()
});
export type StagedRow = z.infer<typeof row>;
export type Outcome = NonNullable<StagedRow['outcome']>;

const run = z.object({
  import_run_id: z.string(),
  file_name: z.string(),
  state: z.enum(['staged', 'committing', 'committed']),
  row_count: z.number(),
  created_at: z.string(),
  committed_at: z.string().nullable()
});
export type Run = z.infer<typeof run>;

const reading = z.object({
  run,
  summary: counts.extend({ written: z.number().optional() }),
  /** Rows that a commit under way has not written yet. */
  remaining: z.number(),
  rows: z.array(row)
});

/** Every division, as the reader of files needs them. */
export async function divisions(db: Client): Promise<ImportDivision[]> {
  const columns = 'division_code, name, level, parent_code';
  return unwrap(await db.from('divisions').select(columns).order('division_code'), z.array(division));
}

/** Reads a file, letting other requests through. Nothing is written. */
export async function parse(
  db: Client,
  bytes: Uint8Array,
  crs: Crs,
  onProgress?: Progress
): Promise<ImportParse> {
  return parseProjectsInTurns(bytes, {
    crs,
    divisions: await divisions(db),
    today: calendarDay(),
    onProgress
  });
}

/** Takes parsed rows to the database, where they wait to be judged. Returns the id of the import. */
export async function stage(
  db: Client,
  fileName: string,
  rows: readonly ParsedRow[],
  onProgress?: Progress
): Promise<string> {
  const id = unwrap(await db.rpc('begin_import', { file_name: fileName }), z.string());
  for (let from = 0; from < rows.length; from += STAGED_AT_ONCE) {
    const batch = rows.slice(from, from + STAGED_AT_ONCE);
    const staged = batch.map((parsed) => ({ line: parsed.line, facts: factsOf(parsed.row) }));
    unwrap(await db.rpc('stage_import', { run: id, rows: staged }), z.number());
    onProgress?.(from + batch.length, rows.length);
  }
  return id;
}

/** Judges every row of an import that was not judged yet. */
export async function preview(db: Client, id: string, onProgress?: Progress): Promise<Counts> {
  return previewFor(db, id, Number.POSITIVE_INFINITY, onProgress);
}

/** Judges rows for about `milliseconds`. */
export async function previewFor(
  db: Client,
  id: string,
  milliseconds: number,
  onProgress?: Progress
): Promise<Counts> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const answer = await db.rpc('preview_import', { run: id, batch: PREVIEWED_AT_ONCE });
    const now = unwrap(answer, counts);
    onProgress?.(now.total - now.pending, now.total);
    if (now.pending === 0 || performance.now() > until) return now;
  }
}

export interface CommitOptions {
  skipRefused: boolean;
  /** Marks new projects as demonstration data; the service role alone may. */
  demo?: boolean;
  batch?: number;
}

/** Writes the next rows of an import. */
export async function commitSome(db: Client, id: string, options: CommitOptions): Promise<Commitment> {
  const { skipRefused, demo = false, batch = WRITTEN_AT_ONCE } = options;
  const answer = await db.rpc('commit_import', { run: id, batch, skip_refused: skipRefused, demo });
  return unwrap(answer, commitment);
}

/** Writes all rows of an import, a batch at a time: what is written stays written when it is interrupted. */
export async function commit(
  db: Client,
  id: string,
  options: CommitOptions,
  onProgress?: Progress
): Promise<Commitment> {
  return commitFor(db, id, options, Number.POSITIVE_INFINITY, onProgress);
}

/** Writes for about `milliseconds`, for a page that shows how far it is. */
export async function commitFor(
  db: Client,
  id: string,
  options: CommitOptions,
  milliseconds: number,
  onProgress?: Progress
): Promise<Commitment> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const now = await commitSome(db, id, options);
    const total = now.new + now.changed;
    onProgress?.(total - now.remaining, total);
    if (now.remaining === 0 || performance.now() > until) return now;
  }
}

/** Throws away what was staged and not written. */
export async function discard(db: Client, id: string): Promise<void> {
  unwrap(await db.rpc('discard_import', { run: id }), z.unknown());
}

/** The bad rows of a file together with those that only the database refused, for the file to be corrected. */
export function withRefused(
  parse: ImportParse,
  bytes: Uint8Array,
  refused: readonly ({ line: number } & Words)[]
): ImportParse {
  const cells = refused.map(({ line, zh, en }) => badCell('refused', { line }, { zh, en }));
  const records = recordsAt(bytes, new Set(refused.map(({ line }) => line)));
  const badRecords = [...parse.badRecords, ...records].sort((one, other) => one.line - other.line);
  return { ...parse, bad: [...parse.bad, ...cells], badRecords };
}

export interface Shown {
  outcome?: Outcome;
  page?: number;
  size?: number;
}

/** An import with one page of its rows. Throws 404 import_not_found for somebody else's. */
export async function read(db: Client, id: string, { outcome, page = 1, size = 50 }: Shown = {}) {
  if (!z.uuid().safeParse(id).success) error(404, { code: 'import_not_found', message: 'import_not_found' });
  const answer = await db.rpc('read_import', {
    run: id,
    only_outcome: outcome ?? null,
    page_number: page,
    page_size: size
  });
  return unwrap(answer, reading);
}

/** The newest imports of the person. */
export async function recent(db: Client, count = 10): Promise<Run[]> {
  const columns = 'import_run_id, file_name, state, row_count, created_at, committed_at';
  const answer = await db
    .from('import_runs')
    .select(columns)
    .order('created_at', { ascending: false })
    .limit(count);
  return unwrap(answer, z.array(run));
}
