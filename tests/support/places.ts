import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nameDatabase, onServer } from './data-folder.ts';

/** Where the databases of a run are: a folder of its own; on PostgreSQL an address, and the first part of their names. */
export interface Place {
  folder: string;
  /** Superuser's address of the real PostgreSQL; empty on the embedded engine. */
  url: string;
  prefix: string;
}

/** Of a run, beside what is made for the embedded engine. */
export function onPostgres(folder: string): string {
  const own = join(folder, 'postgres');
  mkdirSync(own, { recursive: true });
  return own;
}

/** On the embedded engine, or on the server at the address `url`. */
export const placeIn = (folder: string, url = ''): Place => ({
  folder,
  url,
  // suites that share a server and a folder share their templates; other runs on the same server have others
  prefix: url && `sunlit_test_${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`
});

/** On PostgreSQL the address of the database `name`; else nothing. */
export function addressOf({ url }: Place, name: string): string {
  if (!url) return '';
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** The migrated database that each test gets a copy of: its data folder, and on PostgreSQL its name. */
export const template = ({ folder, prefix }: Place) => ({
  folder: join(folder, 'template'),
  database: `${prefix}_template`
});

/** The same with demonstration data. */
export const demoTemplate = ({ folder, prefix }: Place) => ({
  folder: join(folder, 'demo'),
  database: `${prefix}_demo`
});

/** Of the one in that folder: what it tells, and what is there from when its loading begins and ends. */
export const demoTold = (folder: string) => ({
  told: join(folder, 'demo-told.json'),
  begun: join(folder, 'demo.begun'),
  done: join(folder, 'demo.done')
});

/** Copies of files cost less than a log of each page, and all are thrown away. */
const copyOf = (database: string): string => `template "${database}" strategy file_copy`;

/** A copy of a folder with the database that goes with it. */
export async function copyTo(place: Place, from: { folder: string; database: string }, to: typeof from) {
  cpSync(from.folder, to.folder, { recursive: true });
  if (!place.url) return;
  await onServer(place.url, `create database "${to.database}" ${copyOf(from.database)}`);
  nameDatabase(to.folder, addressOf(place, to.database));
}

/** What a database begins with: all migrations, demonstration data as well, or (`nothing`) not even a migration. */
export type Contents = 'migrations' | 'demonstration' | 'nothing';

/** A data folder of one test and its database, a copy of what template.ts made; nobody opened it yet, `removeFolder` removes it. */
export async function newDatabase(place: Place, contents: Contents): Promise<string> {
  const dataDir = mkdtempSync(join(place.folder, 'data-'));
  const database = `${place.prefix}_${basename(dataDir).slice(5)}`;
  if (contents === 'nothing') {
    if (!place.url) return dataDir;
    await onServer(place.url, `create database "${database}"`);
    nameDatabase(dataDir, addressOf(place, database));
    return dataDir;
  }
  const from = (contents === 'demonstration' ? demoTemplate : template)(place);
  await copyTo(place, from, { folder: dataDir, database });
  return dataDir;
}
