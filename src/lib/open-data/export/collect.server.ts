import { rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '#lib/server/client.ts';
import { createWriter, linesOf, taker, type Written } from './files.ts';
import { readChanges, readKeys, readPage, steps, type Page, type Wanted } from './read.server.ts';

/** What stands in a folder: one row a line, and beside it the key of each, by which rows are replaced. */
export const rowsFile = 'rows.ndjson';
export const keysFile = 'keys.txt';

export interface Collected extends Written {
  seq: number;
  rows: number;
}

/** Of changed rows in memory, whatever their number. */
const keptBytes = 32 * 1024 * 1024;

type Changes = Map<string, string | null>;

async function pair(folder: string, suffix = '') {
  return {
    rows: await createWriter(join(folder, rowsFile + suffix)),
    keys: await createWriter(join(folder, keysFile + suffix))
  };
}
type Pair = Awaited<ReturnType<typeof pair>>;

/** Closes both whatever happens; the folder of what failed is removed by whoever made it. */
async function within<T>(files: Pair, work: () => Promise<T>): Promise<T & Written> {
  try {
    const result = await work();
    await files.keys.end();
    return { ...result, ...(await files.rows.end()) };
  } catch (error) {
    await Promise.allSettled([files.rows.drop(), files.keys.drop()]);
    throw error;
  }
}

/** Pages one after the other: the database makes the next one while this process writes the one before. */
async function* pagesOf(db: Client, wanted: Wanted, signal: AbortSignal): AsyncGenerator<Page, void> {
  let coming: Promise<Page> | null = readPage(db, wanted, null);
  try {
    while (coming) {
      const page: Page = await coming;
      signal.throwIfAborted();
      coming = page.next === null ? null : readPage(db, wanted, page.next);
      yield page;
    }
  } finally {
    // whoever stopped does not hear of it
    coming?.catch(() => undefined);
  }
}

/** All pages. The head of the first is where changes are followed from. */
async function writePages(db: Client, wanted: Wanted, { rows, keys }: Pair, signal: AbortSignal) {
  let from = -1;
  let last = -1;
  let count = 0;
  for await (const page of pagesOf(db, wanted, signal)) {
    if (from < 0) from = page.head;
    last = page.head;
    count += page.rows.length;
    if (page.rows.length === 0) continue;
    await rows.write(`${page.rows.map(([, row]) => JSON.stringify(row)).join('\n')}\n`);
    await keys.write(`${page.rows.map(([key]) => key).join('\n')}\n`);
  }
  return { from, last, rows: count };
}

/** The changes after an entry, as many as memory should hold. `seq`: where they lead to; `isLast`: that is the head. */
async function gather(db: Client, wanted: Wanted, from: number, signal: AbortSignal) {
  const { kept } = wanted.steps ?? steps;
  const changes: Changes = new Map();
  let seq = from;
  let head: number;
  let bytes = 0;
  do {
    signal.throwIfAborted();
    const page = await readChanges(db, wanted, seq);
    const stands = page.next <= seq;
    ({ head, next: seq } = page);
    for (const [key, row] of page.changes) {
      const line = row && JSON.stringify(row);
      bytes += line?.length ?? 0;
      changes.set(key, line);
    }
    if (stands) break;
  } while (seq < head && changes.size < kept && bytes < keptBytes);
  return { changes, seq, isLast: seq >= head };
}

async function put(files: Pair, lines: string[], keys: string[]): Promise<void> {
  if (lines.length === 0) return;
  await files.rows.write(`${lines.join('\n')}\n`);
  await files.keys.write(`${keys.join('\n')}\n`);
}

/** The rows of a folder with what changed put in its place, in the order of keys, written beside. */
async function merge(folder: string, files: Pair, changes: Changes): Promise<{ rows: number }> {
  const known = linesOf(join(folder, keysFile));
  try {
    return await mergeInto(files, changes, linesOf(join(folder, rowsFile)), taker(known));
  } finally {
    // keys are taken by number, so that nobody comes to the end of the file, where it would close
    await known.return();
  }
}

async function mergeInto(
  files: Pair,
  changes: Changes,
  before: AsyncIterable<string[]>,
  takeKeys: ReturnType<typeof taker>
): Promise<{ rows: number }> {
  const fresh = [...changes.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  let next = 0;
  let rows = 0;
  let lines: string[] = [];
  let keys: string[] = [];
  const add = (key: string, line: string) => {
    keys.push(key);
    lines.push(line);
  };
  const addFresh = (key: string | undefined) => {
    const line = key === undefined ? null : changes.get(key);
    if (key !== undefined && line) add(key, line);
    next += 1;
  };
  for await (const old of before) {
    const oldKeys = await takeKeys(old.length);
    for (const [i, key] of oldKeys.entries()) {
      while ((fresh[next] ?? '\uffff') < key) addFresh(fresh[next]);
      if (fresh[next] === key) addFresh(key);
      else add(key, old[i] ?? '');
    }
    rows += lines.length;
    await put(files, lines, keys);
    [lines, keys] = [[], []];
  }
  while (next < fresh.length) addFresh(fresh[next]);
  rows += lines.length;
  await put(files, lines, keys);
  return { rows };
}

async function applied(from: string, folder: string, changes: Changes): Promise<{ rows: number } & Written> {
  const files = await pair(folder, '.new');
  const written = await within(files, () => merge(from, files, changes));
  for (const name of [rowsFile, keysFile]) await rename(join(folder, `${name}.new`), join(folder, name));
  return written;
}

/**
 * Brings what stands in the folder `from` to the head of the journal, in as many rounds as memory asks for. Nothing is
 * written to `folder` where nothing changed: `isSame`.
 */
export async function catchUp(
  db: Client,
  wanted: Wanted,
  { from, folder }: { from: string; folder: string },
  begun: Collected,
  signal: AbortSignal
): Promise<Collected & { isSame: boolean }> {
  let now = begun;
  let source = from;
  for (;;) {
    const { changes, seq, isLast } = await gather(db, wanted, now.seq, signal);
    if (changes.size > 0) {
      now = { ...now, ...(await applied(source, folder, changes)) };
      source = folder;
    }
    now = { ...now, seq };
    if (isLast) return { ...now, isSame: source === from };
  }
}

/** The rows of a whole data set at one entry of the journal. */
export async function collect(
  db: Client,
  wanted: Wanted,
  folder: string,
  signal: AbortSignal
): Promise<Collected> {
  const files = await pair(folder);
  const { from, rows, bytes, sha256 } = await within(files, () => writePages(db, wanted, files, signal));
  return catchUp(db, wanted, { from: folder, folder }, { rows, bytes, sha256, seq: from }, signal);
}

/** What changed while pages were read, as the filters see it now: whether a row passes may depend on other records. */
async function refilter(db: Client, wanted: Wanted, folder: string, begun: Collected, signal: AbortSignal) {
  const { changes, seq } = await gather(db, wanted, begun.seq, signal);
  if (changes.size === 0) return { ...begun, seq };
  const keys = [...changes.keys()];
  const passing: Changes = new Map(keys.map((key) => [key, null]));
  for (let i = 0; i < keys.length; i += 1000) {
    const { rows } = await readKeys(db, wanted, keys.slice(i, i + 1000));
    for (const [key, row] of rows) passing.set(key, JSON.stringify(row));
  }
  return { ...begun, ...(await applied(folder, folder, passing)), seq };
}

/**
 * The rows that pass some filters. Of one page, or while nothing is written, they are exactly those of one entry of the
 * journal; else they are read anew, twice, and then what changed meanwhile is put in its place.
 */
export async function collectFiltered(
  db: Client,
  wanted: Wanted,
  folder: string,
  signal: AbortSignal
): Promise<Collected> {
  for (let turn = 1; ; turn += 1) {
    const files = await pair(folder);
    const { from, last, ...written } = await within(files, () => writePages(db, wanted, files, signal));
    const seq = wanted.at ?? from;
    if (wanted.at !== null || from === last) return { ...written, seq };
    if (turn === 3) return refilter(db, wanted, folder, { ...written, seq }, signal);
    for (const name of [rowsFile, keysFile]) await unlink(join(folder, name));
  }
}
