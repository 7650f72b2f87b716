import { createPgliteConnection } from '@supabase/lite/pglite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBackend } from '#lib/server/backend/index.ts';
import { createApp } from '#lib/server/backend/lite.ts';
import { selfTest } from '#lib/server/backend/self-test.ts';
import type { Backend } from '#lib/server/backend/types.ts';
import type { Config } from '#lib/server/config.ts';
import { loadSecrets } from '#lib/server/secrets.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let backend: Backend;

const script = async (statements: string) => backend.sql?.script(statements);

beforeAll(async () => {
  database = await testDatabase();
  backend = await openBackend(database.config);
});
afterAll(async () => {
  await backend.close();
  await database.remove();
});

it('passes a database whose guards are whole', async () => {
  await expect(selfTest(backend)).resolves.toBeUndefined();
});

const openVerb = 'grant execute on function public.configure_hub(jsonb) to anon';

it.each([
  [
    'row level security is off',
    'alter table public.canaries disable row level security',
    'alter table public.canaries enable row level security'
  ],
  [
    'a policy lets everyone read',
    'create policy "oops" on public.canaries for select using (true)',
    'drop policy "oops" on public.canaries'
  ],
  [
    'a policy lets everyone write',
    'create policy "oops" on public.canaries for insert to anon with check (true)',
    'drop policy "oops" on public.canaries'
  ],
  [
    'a verb of the service role is open',
    openVerb,
    'revoke execute on function public.configure_hub(jsonb) from anon'
  ]
])('fails when %s, and no longer once that is mended', async (_, spoil, mend) => {
  await script(spoil);
  await expect(selfTest(backend)).rejects.toThrow(/self-test failed.*does not serve/);
  await script(mend);
  await expect(selfTest(backend)).resolves.toBeUndefined();
});

it('is made at each opening: a database that fails it is not opened', async () => {
  await script(openVerb);
  await backend.close();
  await expect(openBackend(database.config)).rejects.toThrow(/self-test failed.*does not serve/);
});

/** The same API with one setting wrong, on the test's database. */
async function exposing(config: Config): Promise<Backend> {
  const secrets = loadSecrets(config.dataDir);
  const connection = config.DATABASE_URL
    ? createPostgresConnection({ url: config.DATABASE_URL })
    : await createPgliteConnection({ url: join(config.dataDir, 'db') });
  const app = createApp(connection, config, secrets, ['public', 'private']);
  return {
    engine: config.engine,
    url: 'http://backend.internal',
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    fetch: (input, init) => Promise.resolve(app.fetch(new Request(input, init))),
    sql: null,
    close: () => connection.close()
  };
}

it('fails on an API that exposes the schema private', async () => {
  const exposed = await exposing(database.config);
  await expect(selfTest(exposed)).rejects.toThrow(/exposes the schema "private"/);
  await exposed.close();
});
