import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { loadDemo } from '#lib/programme/demo/load.server.ts';
import { copyEmptyDatabase, makeEmptyDatabase } from '#lib/server/backend/empty-database.ts';
import { openBackend } from '#lib/server/backend/index.ts';
import { readConfig, type Config } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { quietBackend } from '#lib/server/log.ts';

/** As in the hub: the embedded API prints each refused statement, and the guards' tests are made of those. */
quietBackend();

export const ROOT = join(import.meta.dirname, '../..');

/** Where the databases of a run are: a folder of its own; on PostgreSQL an address, and the first part of their names. */
export interface Place {
  folder: string;
  /** Superuser's address of the real PostgreSQL; empty on the embedded engine. */
  url: string;
  prefix: string;
}

export async function onServer(url: string, statement: string): Promise<void> {
  const server = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await server.unsafe(statement);
  } finally {
    await server.end();
  }
}

export function settings(
  { url }: Place,
  dataDir: string,
  database: string,
  env: Record<string, string> = {}
): Config {
  const address = url && new URL(url);
  if (address) address.pathname = `/${database}`;
  return readConfig({
    HUB_ROOT: ROOT,
    DATA_DIR: dataDir,
    HUB_DEMO: 'off',
    ...(address ? { DATABASE_URL: address.href } : {}),
    ...env
  });
}

/** The migrated database that each test gets a copy of: its data folder, and on PostgreSQL its name. */
export const template = ({ folder, prefix }: Place) => ({
  folder: join(folder, 'template'),
  database: `${prefix}_template`
});

/** A log that keeps no used parts for later is half of what each test would copy. */
function beginLean(folder: string): void {
  copyEmptyDatabase(ROOT, folder);
  const file = join(folder, 'postgresql.conf');
  if (existsSync(file)) appendFileSync(file, "wal_recycle = off\nmin_wal_size = '32MB'\n");
}

/** Copies of files cost less than a log of each page, and all are thrown away. */
export const copyOf = (database: string): string => `template ${database} strategy file_copy`;

/** Does `work` once for all processes that share the folder; those who come later wait until it is done. */
async function once(folder: string, name: string, work: () => Promise<void>): Promise<void> {
  const begun = join(folder, `${name}.begun`);
  const done = join(folder, `${name}.done`);
  try {
    mkdirSync(begun);
  } catch {
    while (!existsSync(done)) await new Promise((resolve) => setTimeout(resolve, 200));
    return;
  }
  try {
    await work();
  } finally {
    writeFileSync(done, '');
  }
}

interface RunFolder {
  folder: string;
  leave: () => void;
}

export function ownFolder(name: string): RunFolder {
  const folder = mkdtempSync(join(tmpdir(), `sunlit-${name}-`));
  return { folder, leave: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * A folder of this run, and how to leave it. `npm test` gives the suites on the embedded engine one to share, since
 * making a database and loading the demonstration take longer than many a file of tests.
 */
export function runFolder(name: string): RunFolder {
  const shared = process.env.TEST_RUN_FOLDER;
  return shared ? { folder: shared, leave: () => undefined } : ownFolder(name);
}

/** Before any test, so that tests which run side by side find it, and on PostgreSQL the roles that all databases share. */
export const makeTemplate = (place: Place): Promise<void> =>
  once(place.folder, 'template', async () => {
    const { folder, database } = template(place);
    mkdirSync(folder);
    if (place.url) await onServer(place.url, `create database ${database}`);
    else beginLean(join(folder, 'db'));
    const backend = await openBackend(settings(place, folder, database));
    await backend.close();
    // a buffer for a province's data takes longer to clear, at each opening, than a test's whole database to read
    if (!place.url) appendFileSync(join(folder, 'db/postgresql.conf'), "shared_buffers = '8MB'\n");
  });

/** The same with demonstration data. */
export const demoTemplate = ({ folder, prefix }: Place) => ({
  folder: join(folder, 'demo'),
  database: `${prefix}_demo`
});

/** Loading it takes as long as a file of tests: it is done once a run, by the first test that asks for it. */
export const makeDemo = (place: Place): Promise<void> =>
  once(place.folder, 'demo', async () => {
    const [from, to] = [template(place), demoTemplate(place)];
    cpSync(from.folder, to.folder, { recursive: true });
    if (place.url) await onServer(place.url, `create database ${to.database} ${copyOf(from.database)}`);
    const hub = await openHub(undefined, settings(place, to.folder, to.database, { HUB_DEMO: 'on' }));
    await loadDemo(hub, () => undefined);
    await closeHub();
  });

/** Data folders of the embedded engine: `template`, migrated and empty, and `demo`, with demonstration data. */
export async function makeFolders(folder: string): Promise<void> {
  const place = { folder, url: '', prefix: '' };
  await makeEmptyDatabase(ROOT);
  await makeTemplate(place);
  await makeDemo(place);
}
