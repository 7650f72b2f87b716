import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemo } from '#lib/programme/demo/load.server.ts';
import { copyEmptyDatabase, makeEmptyDatabase } from '#lib/server/backend/empty-database.ts';
import { openBackend } from '#lib/server/backend/index.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { quietBackend } from '#lib/server/log.ts';
import { configOf, nameDatabase, onServer, ROOT } from './data-folder.ts';
import { stopInTheMiddle, tell } from './demo-told.ts';
import { addressOf, copyTo, demoTemplate, demoTold, placeIn, template, type Place } from './places.ts';

/** As in the hub: the embedded API prints each refused statement, and the guards' tests are made of those. */
quietBackend();

/** A log that keeps no used parts for later is half of what each test would copy. */
function beginLean(folder: string): void {
  copyEmptyDatabase(ROOT, folder);
  const file = join(folder, 'postgresql.conf');
  if (existsSync(file)) appendFileSync(file, "wal_recycle = off\nmin_wal_size = '32MB'\n");
}

/** What no test looks at is not copied for each, and a buffer for a province's data takes longer to clear than a test's to read. */
function endLean(folder: string): void {
  appendFileSync(join(folder, 'postgresql.conf'), "shared_buffers = '8MB'\n");
  // template1 and template0: nobody makes another database in this one
  for (const database of ['1', '4']) rmSync(join(folder, 'base', database), { recursive: true });
}

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
const makeTemplate = (place: Place): Promise<void> =>
  once(place.folder, 'template', async () => {
    const { folder, database } = template(place);
    mkdirSync(folder);
    if (place.url) {
      await onServer(place.url, `create database "${database}"`);
      nameDatabase(folder, addressOf(place, database));
    } else beginLean(join(folder, 'db'));
    const backend = await openBackend(configOf(folder));
    await backend.close();
    if (!place.url) endLean(join(folder, 'db'));
  });

/** Loading it takes as long as a file of tests: it is done once a run, by whoever asks first. */
export const makeDemo = (place: Place): Promise<void> =>
  once(place.folder, 'demo', async () => {
    const to = demoTemplate(place);
    await copyTo(place, template(place), to);
    const hub = await openHub(undefined, configOf(to.folder, { HUB_DEMO: 'on' }));
    const { sql } = hub.backend;
    if (!sql) throw new Error('Tests need an engine with SQL.');
    const stoppedAt = place.url ? 0 : await stopInTheMiddle(hub, sql);
    await loadDemo(hub, () => undefined);
    writeFileSync(demoTold(place.folder).told, JSON.stringify(await tell(sql, stoppedAt)));
    await closeHub();
  });

/** Data folders of the embedded engine: `template`, migrated and empty, and `demo`, with demonstration data. */
export async function makeFolders(folder: string): Promise<void> {
  await makeTemplates(placeIn(folder));
  await makeDemo(placeIn(folder));
}

/** Before any test of a place. */
export async function makeTemplates(place: Place): Promise<void> {
  if (!place.url) await makeEmptyDatabase(ROOT);
  await makeTemplate(place);
}
