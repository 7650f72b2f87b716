import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackend, type Backend, type Sql } from '#lib/server/backend/index.ts';
import { keepSchema } from '#lib/server/backend/schema-cache.ts';
import { anonymous } from '#lib/server/client.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

/** What the API knows of tables and functions, kept in the data folder between two starts. */

let database: TestDatabase;
const file = (folder = database.config.dataDir) => join(folder, 'schema-cache.json');
const beside = () => join(database.config.dataDir, 'beside');
/** Another one for each file that was written. */
const written = () => statSync(file(), { bigint: true }).ctimeNs;

async function reopened(): Promise<void> {
  await (await openBackend(database.config)).close();
}

beforeAll(async () => {
  database = await testDatabase();
  await reopened();
});
afterAll(() => database.remove());

it('is for nobody but the hub', () => {
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

it('is not asked of the catalogue again while that stays as it is', async () => {
  const before = written();
  await reopened();
  expect(written()).toBe(before);
});

describe('what is kept', () => {
  let backend: Backend;
  let sql: Sql;
  let cache: ReturnType<typeof keepSchema>;
  beforeAll(async () => {
    backend = await openBackend(database.config);
    if (!backend.sql) throw new Error('Tests need an engine with SQL.');
    sql = backend.sql;
    // beside the one of the hub: what is written here is no schema
    mkdirSync(beside());
    cache = keepSchema({ ...database.config, dataDir: beside() }, sql.query);
  });
  afterAll(() => backend.close());

  /** As the API does: it asks, and where there is nothing it looks for itself and writes that down. */
  async function look(): Promise<boolean> {
    const isKept = (await cache.get('schema')) !== undefined;
    if (!isKept) await cache.set('schema', '{}');
    return isKept;
  }

  it.each([
    ['a table is made', 'create table public.added (added_id bigint primary key)'],
    ['a column is added', 'alter table public.added add column name text'],
    ['a column is renamed', 'alter table public.added rename column name to title'],
    ['a column has a default', "alter table public.added alter column title set default 'none'"],
    ['a column takes no null', 'alter table public.added alter column title set not null'],
    ['a reference is made', 'alter table public.added add column at_id bigint references public.added'],
    ['a value is checked', "alter table public.added add constraint added_titled check (title <> '')"],
    ['a comment is written', "comment on column public.added.title is 'another'"],
    ['a table is renamed', 'alter table public.added rename to altered'],
    ['a view is made', 'create view public.seen as select title from public.altered'],
    ['a view shows more', 'create or replace view public.seen as select title, added_id from public.altered'],
    ['a type is made', "create type public.kind as enum ('one')"],
    ['a type is added to', "alter type public.kind add value 'two'"],
    ['a function is made', "create function public.said() returns text language sql as $$ select 'one' $$"],
    ['a function is renamed', 'alter function public.said() rename to told'],
    ['a function may have been read once', 'alter function public.told() stable'],
    ['all of it is dropped', 'drop view public.seen; drop table public.altered; drop function public.told()']
  ])('is no longer good when %s', async (_, statements) => {
    await look();
    expect(await look()).toBe(true);
    await sql.script(statements);
    expect(await look()).toBe(false);
    expect(await look()).toBe(true);
  });

  it('is good when rights and rows change', async () => {
    await look();
    await sql.script('grant select on public.projects to anon; analyze public.projects;');
    expect(await look()).toBe(true);
  });

  it.each([
    ['cut off', (whole: string) => whole.slice(0, whole.length / 2)],
    ['empty', () => ''],
    ['of another hub', (whole: string) => whole.replace('"mark":"', '"mark":"older ')],
    ['of another shape', () => '{"mark": 7}']
  ])('is as good as nothing where the file is %s', async (_, spoil) => {
    await look();
    const whole = readFileSync(file(beside()), 'utf8');
    writeFileSync(file(beside()), spoil(whole));
    expect(await look()).toBe(false);
    expect(readFileSync(file(beside()), 'utf8')).toBe(whole);
  });
});

it('serves a function that was made since, and not one that is gone', async () => {
  const open = () => openBackend(database.config);
  const before = await open();
  await before.sql?.script(
    "create function public.new_one() returns text language sql as $$ select 'here' $$; grant execute on function public.new_one() to anon;"
  );
  await before.close();
  const since = await open();
  expect((await anonymous(since).rpc('new_one')).data).toBe('here');
  await since.sql?.script('drop function public.new_one()');
  await since.close();
  const after = await open();
  expect((await anonymous(after).rpc('new_one')).error?.code).toBe('PGRST202');
  await after.close();
});
