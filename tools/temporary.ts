import { chmodSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Databases of all suites at once take a fifth of it. */
const ROOM_BYTES = 6 * 2 ** 30;

function hasRoom(place: string, bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize >= bytes && process.availableMemory() >= bytes;
  } catch {
    return false;
  }
}

/**
 * Makes the folder of a run, in memory where there is room. Tests make and remove hundreds of databases of a thousand files each,
 * and a disk's file system looks for a free number past all that were removed just now: a fifth of the processor's time.
 */
export function temporaryFolder(memory = '/dev/shm', bytes = ROOM_BYTES): string {
  const folder = mkdtempSync(join(hasRoom(memory, bytes) ? memory : tmpdir(), 'sunlit-tests-'));
  // PostgreSQL runs as somebody else, and has its files below
  chmodSync(folder, 0o711);
  return folder;
}
