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
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { foldPglite, foldPool } from '#lib/server/backend/fold-settings.ts';
import { settleRestore } from '#lib/server/backend/folders.ts';
import { loadSecrets } from '#lib/server/secrets.ts';
import { openBackend } from '#lib/server/backend/index.ts';
import { readConfig, type Config } from '#lib/server/config.ts';
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
  });

  it('happens in the init hook: importing what serves opens and makes nothing', async () => {
    const dataDir = join(folder(), 'data');
    const modules = ['hub.ts', 'backend/index.ts', 'control.ts', 'state.ts', 'operator/commands.ts'];
    const code = modules.map((module) => `await import('#lib/server/${module}');`).join('');
    const child = runNode(['--input-type=module', '-e', code], { DATA_DIR: dataDir });
    expect(await child.exited).toMatchObject({ code: 0 });
    expect(existsSync(dataDir)).toBe(false);
  });
};

describe('what the API sets for each of its statements', () => {
  const current = `select current_setting('role') as role, current_setting('request.jwt.claim.sub', true) as sub,
    current_setting('response.status', true) as status`;
  const sub = `SELECT set_config('request.jwt.claim.sub', $1, true)`;
  const said = `it's "one" \\ 甲`;
  type Run = (statement: string, parameters?: string[]) => Promise<unknown>;

  /** A connection as the API has it, whose statements are counted as they come to the database. */
  const engines = {
    async embedded({ dataDir }: Config, came: string[]) {
      const connection = await createPgliteConnection({ url: join(dataDir, 'db') });
      const { driver } = connection;
      await driver.query('select 1');
      const [query, exec] = [driver.query.bind(driver), driver.exec.bind(driver)];
      driver.query = (statement, parameters, options) => {
        came.push(statement);
        return query(statement, parameters, options);
      };
      driver.exec = (statements, options) => {
        came.push(statements);
        return exec(statements, options);
      };
      foldPglite(driver);
      const run: Run = async (statement, parameters) => (await driver.query(statement, parameters)).rows;
      return { run, close: () => connection.close() };
    },
    async server({ DATABASE_URL = '' }: Config, came: string[]) {
      const counting = { max: 1, debug: (_: number, query: string) => came.push(query) };
      const driver = postgres(DATABASE_URL, counting);
      foldPool(driver);
      const connection = await driver.reserve();
      const run: Run = async (statement, parameters) => [...(await connection.unsafe(statement, parameters))];
      const close = async () => {
        connection.release();
        await driver.end();
      };
      return { run, close };
    }
  };
  let run: Run;
  let close: () => Promise<void>;
  const came: string[] = [];
  beforeAll(async () => {
    const { config, remove } = await testDatabase();
    const opened = await engines[embedded ? 'embedded' : 'server'](config, came);
    run = opened.run;
    close = async () => {
      await opened.close();
      await remove();
    };
    await run('create table public.written (n int)');
  });
  beforeEach(() => void came.splice(0));
  afterAll(() => close());

  it('goes to the database with the statement that it is meant for, and ends with its transaction', async () => {
    await run('BEGIN');
    await run(`SELECT set_config('role', $1, true)`, ['anon']);
    await run(sub, [said]);
    await run(`SELECT set_config('response.status', '', true)`);
    await run('SET LOCAL ROLE "authenticated"');
    expect(came).toEqual([]);
    expect(await run(current)).toEqual([{ role: 'authenticated', sub: said, status: '' }]);
    expect(came).toHaveLength(3);
    await run('COMMIT');
    expect(await run(current)).toMatchObject([{ role: 'none', sub: '' }]);
  });

  it('is told to that statement when it is refused, which is not run', async () => {
    await run('BEGIN');
    await run('SET LOCAL ROLE "nobody_of_that_name"');
    await expect(run('insert into public.written values (1)')).rejects.toThrow(/does not exist/);
    await run('ROLLBACK');
    expect(await run('select n from public.written')).toEqual([]);
    // a commit keeps what came in between
    await run('BEGIN');
    await run('insert into public.written values (2)');
    await run('COMMIT');
    expect(await run('select n from public.written')).toEqual([{ n: 2 }]);
  });

  it('begins no transaction in which nothing follows, and is passed on where it looks otherwise', async () => {
    await run('BEGIN');
    await run(sub, ['one']);
    await run('ROLLBACK');
    expect(came).toEqual([]);
    await run(sub, ['outside']);
    expect(came).toEqual([sub]);
    const other = `SELECT set_config('search_path', $1 || ', auth', true)`;
    await run('BEGIN');
    await run(other, ['public']);
    expect(came.at(-1)).toBe(other);
    await run('ROLLBACK');
  });
});

if (embedded) {
  describe('the lock of the data folder', theLock);
  describe('the first start', theFirstStart);
}
