import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const holder = z.object({ pid: z.number().int(), started: z.string(), host: z.string() });
type Holder = z.infer<typeof holder>;

/** When a process started, from /proc where there is one: a reused pid does not pass for the old process. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return '';
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isHeld(by: Holder): boolean {
  // a lock of another machine on a shared folder can't be judged from here: it holds
  if (by.host !== hostname()) return true;
  return isAlive(by.pid) && (by.started === '' || startOf(by.pid) === by.started);
}

function readHolder(path: string): Holder | null {
  try {
    const parsed = holder.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return null;
    throw error;
  }
}

/** Creates the lock complete or not at all: written aside, then linked, which fails where the name exists. */
function tryCreate(path: string, me: Holder): boolean {
  const aside = `${path}.${me.pid}`;
  const file = openSync(aside, 'w', 0o600);
  writeSync(file, JSON.stringify(me));
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(aside, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

export class LockedError extends Error {
  readonly pid: number;
  constructor(dataDir: string, by: Holder) {
    super(
      `Another process (pid ${by.pid} on ${by.host}) is using the data folder ${dataDir}.\n` +
        'Two processes on one embedded database would lose data. Stop the other one, or set DATA_DIR to another folder.'
    );
    this.pid = by.pid;
  }
}

/**
 * Takes the data folder for this process until `release`, or throws LockedError. The lock of a process that was killed
 * is recognised by its pid and start time and taken over; two that try at once can't both get it.
 */
export function takeLock(dataDir: string): { release: () => void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'hub.lock');
  const me: Holder = { pid: process.pid, started: startOf(process.pid), host: hostname() };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (tryCreate(path, me)) return { release: () => rmSync(path, { force: true }) };
    const by = readHolder(path);
    if (by && isHeld(by)) throw new LockedError(dataDir, by);
    removeStale(path, by);
  }
  throw new Error(`The lock ${path} could not be taken. Remove it if no other process uses the folder.`);
}

/** Only the one that gets the second lock may remove a stale first one, after looking again. */
function removeStale(path: string, seen: Holder | null): void {
  const guard = `${path}.takeover`;
  const me: Holder = { pid: process.pid, started: startOf(process.pid), host: hostname() };
  if (!tryCreate(guard, me)) {
    const by = readHolder(guard);
    if (!by || !isHeld(by)) rmSync(guard, { force: true });
    return;
  }
  try {
    const now = readHolder(path);
    if (JSON.stringify(now) === JSON.stringify(seen)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}
