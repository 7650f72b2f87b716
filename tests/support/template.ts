import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { loadDemo } from '#lib/programme/demo/load.server.ts';
import { copyEmptyDatabase } from '#lib/server/backend/empty-database.ts';
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

/** Before any test, so that tests which run side by side find it, and on PostgreSQL the roles that all databases share. */
export async function makeTemplate(place: Place): Promise<void> {
  const { folder, database } = template(place);
  mkdirSync(folder);
  if (place.url) await onServer(place.url, `create database ${database}`);
  else beginLean(join(folder, 'db'));
  const backend = await openBackend(settings(place, folder, database));
  await backend.close();
  // a buffer for a province's data takes longer to clear, at each opening, than a test's whole database to read
  if (!place.url) appendFileSync(join(folder, 'db/postgresql.conf'), "shared_buffers = '8MB'\n");
}

/** The same with demonstration data. */
export const demoTemplate = ({ folder, prefix }: Place) => ({
  folder: join(folder, 'demo'),
  database: `${prefix}_demo`
});

/** Loading it takes as long as a file of tests: it is done once a run, by the first test that asks for it. */
export async function makeDemo(place: Place): Promise<void> {
  const [begun, done] = ['demo.begun', 'demo.done'].map((name) => join(place.folder, name));
  if (begun === undefined || done === undefined) return;
  try {
    mkdirSync(begun);
  } catch {
    while (!existsSync(done)) await new Promise((resolve) => setTimeout(resolve, 200));
    return;
  }
  try {
    const [from, to] = [template(place), demoTemplate(place)];
    cpSync(from.folder, to.folder, { recursive: true });
    if (place.url) await onServer(place.url, `create database ${to.database} ${copyOf(from.database)}`);
    const hub = await openHub(undefined, settings(place, to.folder, to.database, { HUB_DEMO: 'on' }));
    await loadDemo(hub, () => undefined);
    await closeHub();
  } finally {
    writeFileSync(done, '');
  }
}
