import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { hub, type Hub } from '#lib/server/hub.ts';
import type { Dataset } from '../datasets/index.ts';
import { catchUp, collect, collectFiltered, type Collected } from './collect.server.ts';
import { derive, rowsOf, type Stored } from './derive.ts';
import type { Row, Variant } from './formats.ts';
import { leafOf, type Rows, type Source } from './read.server.ts';
import { openStore, type Cut, type Store } from './store.ts';
import { sharing } from './turns.ts';

/** What an export is of: a data set, or the rows of it that pass filters, now or as of an entry of the journal. */
export interface Asked {
  dataset: Rows;
  /** Where its rows come from, where it is none of the data sets. */
  source?: Source;
  filters?: Record<string, unknown>;
  /** Does without anybody who waits for it. */
  signal?: AbortSignal;
  at?: number | null;
}

interface Dumps {
  db: Client;
  store: Store;
  migrations: string;
  share: ReturnType<typeof sharing<Cut>>;
  /** Which folders were found to be of this database and form of rows. */
  adopted: Set<string>;
  /** When each name was last brought to the head, by the clock of this process. */
  broughtAt: Map<string, number>;
}

const never = new AbortController().signal;
const mega = 1024 * 1024;
const opened = new WeakMap<Hub, Dumps>();

function dumpsOf(of: Hub): Dumps {
  const found = opened.get(of);
  if (found) return found;
  const { config, visitor } = of;
  const made: Dumps = {
    db: visitor,
    store: openStore(join(config.dataDir, 'open', 'dumps'), config.HUB_OPEN_STORE_MB * mega),
    // a migration may change what rows say without a word in the journal
    migrations: readdirSync(join(config.root, 'supabase/migrations')).toSorted().at(-1) ?? '',
    share: sharing<Cut>(),
    adopted: new Set(),
    broughtAt: new Map()
  };
  opened.set(of, made);
  return made;
}

const hash = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24);

const formOf = ({ migrations }: Dumps, { row }: Rows): string => hash([migrations, Object.keys(row.shape)]);

/**
 * What is narrowed has a name of its own. Filters may look at today, so that each day has another; of the past less is told
 * once something is withdrawn, so that each entry of the journal has another.
 */
function nameOf({ dataset, filters = {}, at = null }: Asked, head: number): string {
  const given = Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (given.length === 0 && at === null) return dataset.name;
  return `${dataset.name}~${hash([given, at, at === null ? calendarDay() : head])}`;
}

/** Whether a folder is of this database: its entry of the journal is there, with the same hash. */
async function isOurs(dumps: Dumps, cut: Cut, form: string): Promise<boolean> {
  if (dumps.adopted.has(cut.folder)) return true;
  if (cut.form !== form || cut.leaf !== (await leafOf(dumps.db, cut.seq))) return false;
  dumps.adopted.add(cut.folder);
  return true;
}

async function kept(dumps: Dumps, name: string, form: string): Promise<Cut | null> {
  const found = await dumps.store.latest(name);
  if (!found) return null;
  if (await isOurs(dumps, found, form)) return found;
  await dumps.store.forget(found);
  return null;
}

/**
 * A large export takes seconds to bring forward. It is then as good for ten times as long, a minute at most; what takes
 * less than a second is always brought to the head.
 */
function isFresh(dumps: Dumps, cut: Cut): boolean {
  const age = performance.now() - (dumps.broughtAt.get(cut.name) ?? -Infinity);
  return cut.took >= 1000 && age < Math.min(60_000, 10 * cut.took);
}

/** Following so many entries costs more than reading all rows. */
const isFar = (cut: Cut, head: number) => head - cut.seq > Math.max(20_000, cut.rows / 4);

type Made = (folder: string) => Promise<Collected>;

async function make(dumps: Dumps, name: string, form: string, work: Made): Promise<Cut> {
  const started = performance.now();
  const cut = await dumps.store.make(name, async (folder) => {
    const { seq, rows, bytes, sha256 } = await work(folder);
    const took = performance.now() - started;
    return {
      seq,
      rows,
      bytes,
      sha256,
      form,
      leaf: await leafOf(dumps.db, seq),
      changedAt: new Date().toISOString(),
      took
    };
  });
  dumps.adopted.add(cut.folder);
  return cut;
}

class Same extends Error {
  readonly seq: number;
  constructor(seq: number) {
    super('nothing changed');
    this.seq = seq;
  }
}

/** The whole of a data set, brought forward from an earlier one where there is one. */
async function bring(
  dumps: Dumps,
  { dataset, source }: Asked,
  from: Cut | null,
  form: string,
  signal: AbortSignal
): Promise<Cut> {
  const wanted = { dataset, filters: {}, at: null, ...(source && { source }) };
  const { db, store } = dumps;
  if (!from) return make(dumps, dataset.name, form, (folder) => collect(db, wanted, folder, signal));
  try {
    return await make(dumps, dataset.name, form, async (folder) => {
      const { isSame, ...now } = await catchUp(db, wanted, { from: from.folder, folder }, from, signal);
      if (isSame) throw new Same(now.seq);
      return now;
    });
  } catch (thrown) {
    if (!(thrown instanceof Same)) throw thrown;
    const cut = await store.advance(from, thrown.seq, await leafOf(db, thrown.seq));
    dumps.adopted.add(cut.folder);
    return cut;
  }
}

async function find(
  dumps: Dumps,
  asked: Asked,
  name: string,
  head: number,
  signal: AbortSignal
): Promise<Cut> {
  const { dataset, filters = {}, at = null } = asked;
  const form = formOf(dumps, dataset);
  const found = await kept(dumps, name, form);
  if (found && (at !== null || found.seq >= head || isFresh(dumps, found))) return found;
  const isWhole = name === dataset.name;
  const cut = isWhole
    ? await bring(dumps, asked, found && !isFar(found, head) ? found : null, form, signal)
    : await make(dumps, name, form, (folder) =>
        collectFiltered(dumps.db, { dataset, filters, at }, folder, signal)
      );
  dumps.broughtAt.set(name, performance.now());
  return cut;
}

const isPast = ({ at = null }: Asked): boolean => at !== null;

/**
 * An export that stands at `head` or later (or some seconds before, where it is large): from the folder, brought forward,
 * or made. One at a time of each name; others wait for it.
 */
export async function cutOf(of: Hub, asked: Asked, head: number): Promise<Cut> {
  const dumps = dumpsOf(of);
  const name = nameOf(asked, head);
  const form = formOf(dumps, asked.dataset);
  const ready = await kept(dumps, name, form);
  if (ready && (isPast(asked) || ready.seq >= head || isFresh(dumps, ready))) {
    await dumps.store.use(ready);
    return ready;
  }
  const isWorthHaving = name === asked.dataset.name;
  const waits = { signal: asked.signal ?? never, isWorthHaving };
  const work = (signal: AbortSignal) => find(dumps, asked, name, head, signal);
  const cut = await dumps.share(name, waits, work);
  // it may have been begun before the entry that is asked for
  return isPast(asked) || cut.seq >= head || isFresh(dumps, cut) ? cut : dumps.share(name, waits, work);
}

/** Whether an export stands ready, so that handing it out costs next to nothing. */
export async function isReady(of: Hub, asked: Asked, head: number): Promise<boolean> {
  const dumps = dumpsOf(of);
  const found = await kept(dumps, nameOf(asked, head), formOf(dumps, asked.dataset));
  return found !== null && (isPast(asked) || found.seq >= head || isFresh(dumps, found));
}

export interface Dump {
  seq: number;
  rows: number;
  changedAt: string;
  /** The rows in batches. */
  batches: () => AsyncGenerator<Row[], void>;
  /** A file of it in a format, with its size and SHA-256. */
  file: (variant: Variant) => Promise<Stored>;
}

/** A data set (or what passes filters) as files, for whoever has no request at hand: snapshots, catalogue, commands. */
export async function openDump(of: Hub, asked: Asked & { dataset: Dataset }, head: number): Promise<Dump> {
  const cut = await cutOf(of, asked, head);
  return {
    seq: cut.seq,
    rows: cut.rows,
    changedAt: cut.changedAt,
    batches: () => rowsOf(cut),
    file: (variant) => derive(cut, asked.dataset, variant)
  };
}

/** What stands ready of a whole data set, however old; null where nobody asked for it yet. Nothing is made. */
export async function standing(dataset: Dataset, of: Hub = hub()): Promise<Cut | null> {
  const dumps = dumpsOf(of);
  return kept(dumps, dataset.name, formOf(dumps, dataset));
}
