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
import { createPgliteConnection } from '@supabase/lite/pglite';
import { describe, expect, inject, it } from 'vitest';
import { foldSettings } from '#lib/server/backend/fold-settings.ts';
import { settleRestore } from '#lib/server/backend/folders.ts';
import { loadSecrets } from '#lib/server/secrets.ts';
import { openBackend } from '#lib/server/backend/index.ts';
import { readConfig } from '#lib/server/config.ts';
import { runNode } from '#tests/support/children.ts';
import { ROOT, testDatabase } from '#tests/support/database.ts';

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

const theSettings = () => {
  const current = `select current_setting('role') as role, current_setting('request.jwt.claim.sub', true) as sub,
    current_setting('response.status', true) as status`;
  const sub = `SELECT set_config('request.jwt.claim.sub', $1, true)`;

  /** A database whose statements are counted, as they come to it. */
  async function counted() {
    const { config, remove } = await testDatabase();
    const connection = await createPgliteConnection({ url: join(config.dataDir, 'db') });
    const { driver } = connection;
    // PGlite has questions of its own before its first answer
    await driver.query('select 1');
    const came: string[] = [];
    const [query, exec] = [driver.query.bind(driver), driver.exec.bind(driver)];
    driver.query = (statement, parameters, options) => {
      came.push(statement);
      return query(statement, parameters, options);
    };
    driver.exec = (statements, options) => {
      came.push(statements);
      return exec(statements, options);
    };
    foldSettings(driver);
    const close = async () => {
      await connection.close();
      await remove();
    };
    return { driver, came, close };
  }

  it('go to the database with the statement that they are meant for, and end with its transaction', async () => {
    const { driver, came, close } = await counted();
    await driver.query('BEGIN');
    await driver.query(`SELECT set_config('role', $1, true)`, ['anon']);
    await driver.query(sub, [`it's "one" \\ 甲`]);
    await driver.query(`SELECT set_config('response.status', '', true)`);
    await driver.query('SET LOCAL ROLE "authenticated"');
    expect(came).toEqual([]);
    const { rows } = await driver.query(current);
    expect(rows).toEqual([{ role: 'authenticated', sub: `it's "one" \\ 甲`, status: '' }]);
    expect(came).toHaveLength(3);
    await driver.query('COMMIT');
    expect((await driver.query(current)).rows).toMatchObject([{ role: 'none', sub: '' }]);
    await close();
  });

  it('that are refused are told to that statement, which is not run', async () => {
    const { driver, close } = await counted();
    await driver.query('create table public.written (n int)');
    await driver.query('BEGIN');
    await driver.query('SET LOCAL ROLE "nobody_of_that_name"');
    await expect(driver.query('insert into public.written values (1)')).rejects.toThrow(/does not exist/);
    await driver.query('ROLLBACK');
    expect((await driver.query('select n from public.written')).rows).toEqual([]);
    await close();
  });

  it('of a transaction in which nothing follows begin none, and what looks otherwise is passed on', async () => {
    const { driver, came, close } = await counted();
    await driver.query('BEGIN');
    await driver.query(sub, ['one']);
    await driver.query('ROLLBACK');
    expect(came).toEqual([]);
    await driver.query(sub, ['outside']);
    await driver.query('BEGIN');
    await driver.query(`SELECT set_config('search_path', $1 || ', auth', true)`, ['public']);
    await driver.exec(`set local role anon`);
    expect(came).toHaveLength(4);
    expect((await driver.query(current)).rows).toMatchObject([{ role: 'anon' }]);
    await driver.query('ROLLBACK');
    await close();
  });
};

if (embedded) {
  describe('what the API sets for each of its statements', theSettings);
  describe('the lock of the data folder', theLock);
  describe('the first start', theFirstStart);
}
