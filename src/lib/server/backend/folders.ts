import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const namesIn = (dataDir: string) => ({
  db: join(dataDir, 'db'),
  secrets: join(dataDir, 'secrets.json'),
  /** What a restore is about to replace. While `db.replaced` exists, the restore is not done. */
  oldDb: join(dataDir, 'db.replaced'),
  oldSecrets: join(dataDir, 'secrets.json.replaced'),
  discarded: join(dataDir, 'db.discarded')
});

/**
 * Puts a restored database and its secrets in the place of the old ones. A folder can't be exchanged in one step, so the
 * old ones stay until the new ones stand; `settleRestore` undoes a change that was killed half-way.
 */
export function replaceDatabase(dataDir: string, newDb: string, newSecrets: string | null): void {
  const { db, secrets, oldDb, oldSecrets, discarded } = namesIn(dataDir);
  if (!existsSync(db)) {
    if (newSecrets) renameSync(newSecrets, secrets);
    renameSync(newDb, db);
    return;
  }
  if (newSecrets) renameSync(secrets, oldSecrets);
  renameSync(db, oldDb);
  renameSync(newDb, db);
  if (newSecrets) renameSync(newSecrets, secrets);
  renameSync(oldDb, discarded); // done from here on
  settleRestore(dataDir);
}

/**
 * Undoes a restore that was killed before its end; removes what a finished one left, and databases that were being made
 * when their process was killed. For the holder of the lock.
 */
export function settleRestore(dataDir: string): void {
  const { db, secrets, oldDb, oldSecrets, discarded } = namesIn(dataDir);
  if (existsSync(oldDb)) {
    rmSync(db, { recursive: true, force: true });
    if (existsSync(oldSecrets)) renameSync(oldSecrets, secrets);
    renameSync(oldDb, db);
  } else if (existsSync(oldSecrets)) {
    // with the old database in place its secrets go back; with a restored one they are of no use any more
    if (existsSync(discarded)) rmSync(oldSecrets);
    else renameSync(oldSecrets, secrets);
  }
  rmSync(discarded, { recursive: true, force: true });
  for (const name of readdirSync(dataDir)) {
    if (/^(db|secrets\.json)\.new-/.test(name)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}
