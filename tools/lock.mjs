import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A lock between processes of one machine. Making a folder either works or fails, at once, on every
 * file system; the number of the process that holds it is written inside, so that a lock left behind
 * by a killed process is taken over instead of blocking everyone for ever.
 */

const POLL_MS = 200;
/** A holder writes its number right after making the folder: without one after this long, it was killed between. */
const NAMELESS_MS = 5_000;

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {string} folder */
function holder(folder) {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {string} folder */
function abandoned(folder) {
  const pid = holder(folder);
  if (pid > 0) return !alive(pid);
  try {
    return Date.now() - statSync(folder).mtimeMs > NAMELESS_MS;
  } catch {
    return false; // It was released a moment ago: the next round takes it.
  }
}

/** @param {string} folder */
export function acquire(folder) {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return true;
}

/** @param {string} folder */
export function release(folder) {
  if (holder(folder) === process.pid) rmSync(folder, { recursive: true, force: true });
}

/** @param {string} folder */
function clear(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch {
    return; // Someone else cleared it first.
  }
  // Between our look and our rename another process may have cleared it and taken it anew: give it back.
  if (!abandoned(aside) && holder(aside) > 0) renameSync(aside, folder);
  else rmSync(aside, { recursive: true, force: true });
}

/**
 * Runs `work` while holding the lock. `waiting` is called once if someone else holds it.
 * @template T
 * @param {string} folder
 * @param {() => T | Promise<T>} work
 * @param {() => void} [waiting]
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, waiting) {
  let told = false;
  while (!acquire(folder)) {
    if (abandoned(folder)) {
      clear(folder);
      continue;
    }
    if (!told) waiting?.();
    told = true;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  const drop = () => release(folder);
  process.once('exit', drop);
  try {
    return await work();
  } finally {
    process.off('exit', drop);
    drop();
  }
}
