import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const holder = z.object({ pid: z.number().int(), host: z.string() });
type Holder = z.infer<typeof holder>;

/** Who wrote the note beside the lock, for the message to whoever comes second. */
function readHolder(path: string): Holder | null {
  if (!existsSync(path)) return null;
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // killed while it wrote its note, or gone meanwhile: the lock itself does not depend on it
    return null;
  }
}

export class LockedError extends Error {
  override readonly name = 'LockedError';
  constructor(dataDir: string, by: Holder | null) {
    const who = by ? `Another process (pid ${by.pid} on ${by.host})` : 'Another process';
    super(
      `${who} is using the data folder ${dataDir}.\n` +
        'Two processes on one embedded database would lose data. Stop the other one, or set DATA_DIR to another folder.'
    );
  }
}

/** SQLITE_BUSY: another connection holds the file. */
const busy = 5;

/**
 * Node cannot lock a file, SQLite can: the system's own lock on a file that is never written to. It goes when its process
 * does, however that ends, so there is no stale lock to judge and no race for one.
 */
function lockFile(path: string): DatabaseSync | null {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('pragma journal_mode = memory; begin exclusive');
    chmodSync(path, 0o600);
    return file;
  } catch (error) {
    file.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return null;
    throw error;
  }
}

/** Kept here: a connection that nobody refers to is collected, and its lock with it. */
const held = new Set<DatabaseSync>();

/** Takes the data folder for this process until `release` or its end, or throws LockedError. */
export function takeLock(dataDir: string): { release: () => void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const note = join(dataDir, 'hub.lock');
  const file = lockFile(join(dataDir, 'lock.sqlite'));
  if (!file) throw new LockedError(dataDir, readHolder(note));
  held.add(file);
  const me: Holder = { pid: process.pid, host: hostname() };
  writeFileSync(note, JSON.stringify(me), { mode: 0o600 });
  return {
    release: () => {
      if (!held.delete(file)) return;
      rmSync(note, { force: true });
      file.close();
    }
  };
}
