import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { settleRestore } from '#lib/server/backend/folders.ts';
import { loadSecrets } from '#lib/server/secrets.ts';
import { openBackend } from '#lib/server/backend/index.ts';
import { readConfig } from '#lib/server/config.ts';
import { runNode } from '#tests/support/children.ts';
import { ROOT } from '#tests/support/database.ts';

/** The lock and the first start are about files and processes of the embedded engine. */
const embedded = inject('databaseUrl') === '';
const folder = () => mkdtempSync(join(inject('templates'), 'folder-'));
const configOf = (dataDir: string) => readConfig({ HUB_ROOT: ROOT, DATA_DIR: dataDir, HUB_DEMO: 'off' });

describe('secrets', () => {
  const rewrite = (dataDir: string, change: Record<string, string>) => {
    const path = join(dataDir, 'secrets.json');
    const known: unknown = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(Object.assign({}, known, change)));
  };

  it('are made at the first start, for the owner alone, each different, and stay', () => {
    const dataDir = folder();
    const first = loadSecrets(dataDir);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(first)).size).toBe(5);
    for (const value of Object.values(first)) expect(value.length).toBeGreaterThanOrEqual(37);
    expect(loadSecrets(dataDir)).toEqual(first);
    expect(loadSecrets(folder()).jwt).not.toBe(first.jwt);
  });

  it.each([
    ['short', 'abcdefghijklmnopqrstuvwxyz0123456789'],
    ['repetitive', 'ab'.repeat(30)]
  ])('that are %s are refused', (_, jwt) => {
    const dataDir = folder();
    loadSecrets(dataDir);
    rewrite(dataDir, { jwt });
    expect(() => loadSecrets(dataDir)).toThrow(/too weak/);
  });

  it('stop the hub when weak, without showing the secret', async () => {
    const dataDir = folder();
    loadSecrets(dataDir);
    rewrite(dataDir, { jwt: 'canary-of-a-weak-secret' });
    const opening = openBackend(configOf(dataDir));
    await expect(opening).rejects.toThrow(/too weak/);
    await expect(opening).rejects.not.toThrow(/canary/);
  });

  it('that others could read are closed to them', () => {
    const dataDir = folder();
    loadSecrets(dataDir);
    chmodSync(join(dataDir, 'secrets.json'), 0o644);
    loadSecrets(dataDir);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
});

const theLock = () => {
  const locker = (dataDir: string, startAt = 0) =>
    runNode(['tests/support/locker.ts'], { DATA_DIR: dataDir, START_AT: String(startAt) });

  it('stops a second process with a sentence that names the first', async () => {
    const dataDir = folder();
    const first = locker(dataDir);
    await first.says('taken');
    const second = locker(dataDir);
    expect(await second.exited).toMatchObject({ code: 3 });
    expect(second.output()).toContain(`pid ${String(first.pid)}`);
    expect(second.output()).toContain('DATA_DIR');
    await expect(openBackend(configOf(dataDir))).rejects.toThrow(/is using the data folder/);
    expect(existsSync(join(dataDir, 'db'))).toBe(false);
    first.kill('SIGKILL');
    await first.exited;
  });

  it('of a killed process is free at once', async () => {
    const dataDir = folder();
    const first = locker(dataDir);
    await first.says('taken');
    first.kill('SIGKILL');
    await first.exited;
    expect(existsSync(join(dataDir, 'hub.lock'))).toBe(true);
    const second = locker(dataDir);
    await second.says('taken');
    expect(second.output()).toBe('taken\n');
    second.kill('SIGKILL');
    await second.exited;
  });

  it('goes to exactly one of those that race for what a killed process left', async () => {
    const dataDir = folder();
    for (let round = 0; round < 3; round++) {
      const start = Date.now() + 2500;
      const racers = Array.from({ length: 6 }, () => locker(dataDir, start));
      await Promise.all(racers.map((racer) => Promise.race([racer.says('taken'), racer.exited])));
      const winners = racers.filter((racer) => racer.output() === 'taken\n');
      expect(winners).toHaveLength(1);
      for (const racer of racers) {
        if (!winners.includes(racer)) expect(racer.output()).toContain('refused: LockedError');
        racer.kill('SIGKILL');
        await racer.exited;
      }
    }
  });
};

const theFirstStart = () => {
  it('may be killed at any moment: the next start opens', async () => {
    const dataDir = folder();
    const isBegun = () =>
      readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).some((name) => /^db[^/]*\/./.test(name));
    // before the folder of the database has anything in it, then while it is filled and migrated
    for (const pause of [null, 0, 40, 150, 400, 1200]) {
      const child = runNode(['tests/support/writer.ts'], { DATA_DIR: dataDir, ACKS: join(dataDir, 'acks') });
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (pause !== null) {
        while (!isBegun()) await new Promise((resolve) => setTimeout(resolve, 2));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      child.kill('SIGKILL');
      await child.exited;
      // what a killed start left is taken away, so that each round begins anew unless one was finished
      if (pause !== null && !existsSync(join(dataDir, 'db'))) settleRestore(dataDir);
    }
    const backend = await openBackend(configOf(dataDir));
    await backend.close();
    expect(readdirSync(dataDir).filter((name) => name.startsWith('db.'))).toEqual([]);
  }, 150_000);

  it('happens in the init hook: importing what serves opens and makes nothing', async () => {
    const dataDir = join(folder(), 'data');
    const modules = ['hub.ts', 'backend/index.ts', 'control.ts', 'state.ts', 'operator/commands.ts'];
    const code = modules.map((module) => `await import('#lib/server/${module}');`).join('');
    const child = runNode(['--input-type=module', '-e', code], { DATA_DIR: dataDir });
    expect(await child.exited).toMatchObject({ code: 0 });
    expect(existsSync(dataDir)).toBe(false);
  });
};

if (embedded) {
  describe('the lock of the data folder', theLock);
  describe('the first start', theFirstStart);
}
