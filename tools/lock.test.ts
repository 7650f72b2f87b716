import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acquire, release, withLock } from './lock.mjs';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-test-'));
  lock = join(folder, 'deep/lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a lock between processes', () => {
  it('is held by one at a time and free again after', () => {
    expect(acquire(lock)).toBe(true);
    expect(acquire(lock)).toBe(false);
    release(lock);
    expect(acquire(lock)).toBe(true);
  });

  it('lets one work at a time, says that it waits, and is released when the work fails', async () => {
    const events: string[] = [];
    const work = async (name: string): Promise<void> => {
      events.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 50));
      events.push(`${name} ends`);
      if (name === 'first') throw new Error('broken');
    };
    const waiting = vi.fn();
    const first = withLock(lock, () => work('first'));
    const second = withLock(lock, () => work('second'), waiting);
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(waiting).toHaveBeenCalledOnce();
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a process that is gone', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), String(gone));
    await expect(withLock(lock, () => 'done')).resolves.toBe('done');
  });

  it('is taken over when its holder was killed before it wrote its number', async () => {
    mkdirSync(lock, { recursive: true });
    const past = new Date(Date.now() - 60_000);
    utimesSync(lock, past, past);
    await expect(withLock(lock, () => 'done')).resolves.toBe('done');
  });

  it('is not released by a process that does not hold it', () => {
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), String(process.ppid));
    release(lock);
    expect(existsSync(lock)).toBe(true);
  });
});
