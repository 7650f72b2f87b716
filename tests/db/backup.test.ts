import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBackend, type Sql } from '#lib/server/backend/index.ts';
import { loadBackup } from '#lib/server/backup/load.ts';
import { checkBackup } from '#lib/server/backup/read.ts';
import { restoreBackup } from '#lib/server/backup/restore.ts';
import { listTables } from '#lib/server/backup/tables.ts';
import { writeBackup } from '#lib/server/backup/write.ts';
import { readConfig, type Config } from '#lib/server/config.ts';
import { loadSecrets } from '#lib/server/secrets.ts';
import { anonymous } from '#lib/server/client.ts';
import {
  openTestHub,
  organization,
  person,
  ROOT,
  testDatabase,
  testPassword,
  type TestHub
} from '#tests/support/database.ts';

/** With the demonstration: whatever a hub may hold. */
let hub: TestHub;
let file: string;
let before: Record<string, string>;
/** With next to nothing, for what does not depend on how much is told. */
let small: TestHub;
let smallFile: string;
const folder = () => mkdtempSync(join(inject('templates'), 'backup-'));
const quiet = () => undefined;

const backUp = (to: string, { backend: { engine }, sql, config: { dataDir } }: TestHub = hub) =>
  writeBackup({ engine, sql, dataDir, hubVersion: '0' }, to, quiet);

/** Every table, or those named, with the number of its rows and a digest of what they say. */
async function content(sql: Sql, only?: string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { schema, name, columns } of await listTables(sql.query)) {
    if (only && !only.includes(`${schema}.${name}`)) continue;
    const list = columns.map((column) => `"${column}"`).join(', ');
    const [row] = await sql.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(t.r, '' order by t.r)), '') as it
       from (select row_to_json(x)::text as r from (select ${list} from "${schema}"."${name}") x) t`
    );
    // the switches of the server are written anew at each start
    if (name !== 'settings') found[`${schema}.${name}`] = String(row?.it);
  }
  return found;
}

beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  await person(hub, { email: 'keeper@example.org', role: 'administrator' });
  await hub.service.rpc('begin_totp', { person: (await findAdmin(hub.sql)) ?? '', secret: 'ciphertext' });
  await hub.sql.query(`insert into public.organizations (kind, name, contact) values ('company', $1, $2)`, [
    '引号 "与" \\ 反斜杠公司',
    `多行\n文本\t制表 \u2028 ’`
  ]);
  file = join(folder(), 'hub.backup');
  before = await content(hub.sql);
  await backUp(file);
  small = await openTestHub();
  await person(small, { email: 'keeper@example.org', role: 'administrator' });
  await organization(small, { kind: 'company', name: '小公司' });
  smallFile = join(folder(), 'small.backup');
  await backUp(smallFile, small);
});
afterAll(async () => {
  await hub.close();
  await small.close();
});

const findAdmin = async (sql: Sql) => {
  const [row] = await sql.query(`select id from auth.users where email = 'keeper@example.org'`);
  return row?.id;
};

async function contentOf(config: Config, only?: string[], goOn?: (sql: Sql) => Promise<void>) {
  const backend = await openBackend(config);
  try {
    if (!backend.sql) throw new Error('no sql');
    const found = await content(backend.sql, only);
    await goOn?.(backend.sql);
    const signedIn = await anonymous(backend).auth.signInWithPassword({
      email: 'keeper@example.org',
      password: testPassword
    });
    return { found, signedIn: signedIn.error === null };
  } finally {
    await backend.close();
  }
}

const restore = (config: Config, from = file, replace = false) =>
  restoreBackup({ config, file: from, replace, progress: quiet });

/** Numbers, triggers and hashes are as if nothing had happened. */
async function expectToGoOn({ query }: Sql): Promise<void> {
  await query(`select private.append_journal('test.done', 'test', '1', '{}')`);
  await query(`select private.audit('test.done', '1')`);
  await expect(query('delete from public.journal')).rejects.toThrow(/append_only/);
  await expect(query('update public.audit_entries set action = action')).rejects.toThrow(/append_only/);
}

describe('a backup', () => {
  it('of a running hub brings back every row, the accounts and the secrets, into an empty database that goes on', async () => {
    const { config, remove } = await testDatabase({ fresh: true });
    const { manifest, seal } = await restore(config);
    const { found, signedIn } = await contentOf(config, undefined, expectToGoOn);
    expect(found).toEqual(before);
    expect(signedIn).toBe(true);
    expect(Number(found['public.journal']?.split(' ')[0])).toBe(manifest.journal.seq);
    expect(manifest.journal.seq).toBeGreaterThan(60);
    expect(seal.counts.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(300);
    expect(loadSecrets(config.dataDir)).toEqual(loadSecrets(hub.config.dataDir));
    await remove();
  });

  it('is for its owner alone, whole or not there, and never replaces a file', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(backUp(file)).rejects.toThrow(/never replaces/);
    await expect(backUp(join(folder(), 'missing', 'x'))).rejects.toThrow(/ENOENT/);
    expect(readdirSync(join(file, '..'))).toEqual(['hub.backup']);
  });

  it('holds no session and no token', () => {
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).not.toContain('refresh_tokens');
    expect(text).not.toContain('"name":"sessions"');
    expect(text).toContain('keeper@example.org');
  });

  it('is of one moment while others write', async () => {
    const number = (n: number) => `4201032026030${String(n).padStart(5, '0')}`;
    const writer = { going: true };
    const writing = (async () => {
      for (let n = 0; writer.going; n++)
        await small.service.rpc('save_project', {
          facts: { permit_no: number(n), name: '正在写', division_code: '420103', housing_type: 'commodity' }
        });
    })();
    const during = join(folder(), 'during.backup');
    await backUp(during, small);
    writer.going = false;
    await writing;
    const { config, remove } = await testDatabase();
    const backend = await openBackend(config);
    if (!backend.sql) throw new Error('no sql');
    const checked = await checkBackup(during);
    // refuses itself unless counts, head and hashes fit together
    await loadBackup(backend.sql, checked, quiet);
    const found = await content(backend.sql, ['public.journal']);
    expect(Number(found['public.journal']?.split(' ')[0])).toBe(checked.manifest.journal.seq);
    await backend.close();
    await remove();
  });
});

describe('a restore', () => {
  it('refuses a database that is not empty, unless told to replace it', async () => {
    const { config, remove } = await testDatabase();
    const backend = await openBackend(config);
    await backend.sql?.query(`insert into public.organizations (kind, name) values ('company', '原有公司')`);
    await backend.close();
    await expect(restore(config)).rejects.toThrow(/not empty.*--replace/);
    await restore(config, smallFile, true);
    const { found, signedIn } = await contentOf(config, ['public.organizations']);
    expect(found).toEqual(await content(small.sql, ['public.organizations']));
    expect(signedIn).toBe(true);
    expect(readdirSync(config.dataDir).filter((name) => /^db\.|\.new|replaced/.test(name))).toEqual([]);
    await remove();
  });

  it('refuses while a hub is at work', async () => {
    await expect(restore(hub.config, file, true)).rejects.toThrow(/at work|is using/);
    expect(await content(hub.sql, ['auth.users'])).toEqual({ 'auth.users': before['auth.users'] });
  });

  const lines = () => gunzipSync(readFileSync(smallFile)).toString().split('\n').slice(0, -1);
  const rewritten = (change: (all: string[]) => string[]) => gzipSync(`${change(lines()).join('\n')}\n`);
  const flipped = () => {
    const bytes = readFileSync(smallFile);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };
  it.each([
    ['a byte was flipped', flipped],
    ['it was cut off', () => readFileSync(smallFile).subarray(0, 5000)],
    [
      'a line was changed',
      () => rewritten((all) => all.map((l) => l.replace('keeper@example.org', 'evil@example.org')))
    ],
    ['a line was taken out', () => rewritten((all) => all.filter((_, n) => n !== 5))],
    ['its end was taken off', () => rewritten((all) => all.slice(0, -1))],
    ['it is no backup', () => Buffer.from('PK some zip')],
    ['it is empty', () => Buffer.alloc(0)]
  ])('changes nothing when %s', async (_, make) => {
    const broken = join(folder(), 'broken.backup');
    writeFileSync(broken, make());
    const { config, remove } = await testDatabase({ fresh: true });
    await expect(restore(config, broken)).rejects.toThrow(/damaged|no backup/);
    expect(existsSync(join(config.dataDir, 'db'))).toBe(false);
    await remove();
  });

  it('is undone when what was loaded does not fit its seal', async () => {
    const { config, remove } = await testDatabase();
    const checked = await checkBackup(smallFile);
    const backend = await openBackend(config);
    if (!backend.sql) throw new Error('no sql');
    const was = await content(backend.sql);
    const wrong = { ...checked, manifest: { ...checked.manifest, journal: { seq: 1, leaf_hash: '00' } } };
    await expect(loadBackup(backend.sql, wrong, quiet)).rejects.toThrow(/head of the journal/);
    expect(await content(backend.sql)).toEqual(was);
    // the triggers are on again: nobody removes an entry of the journal
    await expect(backend.sql.query('delete from public.divisions')).rejects.toThrow();
    await backend.close();
    await remove();
  });
});

if (inject('databaseUrl')) {
  it('moves from PostgreSQL to the embedded engine and back', async () => {
    const embedded = readConfig({ HUB_ROOT: ROOT, DATA_DIR: folder(), HUB_DEMO: 'off' });
    await restore(embedded);
    const moved = await openBackend(embedded);
    if (!moved.sql) throw new Error('no sql');
    expect((await content(moved.sql, ['public.journal']))['public.journal']).toBe(before['public.journal']);
    const back = join(folder(), 'back.backup');
    await writeBackup(
      { engine: 'embedded', sql: moved.sql, dataDir: embedded.dataDir, hubVersion: '0' },
      back,
      quiet
    );
    await moved.close();
    const { config, remove } = await testDatabase({ fresh: true });
    await restore(config, back);
    const { found, signedIn } = await contentOf(config);
    expect(found).toEqual(before);
    expect(signedIn).toBe(true);
    await remove();
  });
}
