import { createPgliteConnection } from '@supabase/lite/pglite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBackend } from '#lib/server/backend/index.ts';
import { createApp } from '#lib/server/backend/lite.ts';
import { selfTest } from '#lib/server/backend/self-test.ts';
import type { Backend } from '#lib/server/backend/types.ts';
import type { Config } from '#lib/server/config.ts';
import { loadSecrets } from '#lib/server/secrets.ts';
import { testDatabase } from '#tests/support/database.ts';

/** Opens the database, breaks a guard as its owner would, and opens it again. */
async function reopenAfter(statements: string) {
  const { config, remove } = await testDatabase();
  const first = await openBackend(config);
  await first.sql?.script(statements);
  await first.close();
  try {
    const backend = await openBackend(config);
    await backend.close();
  } finally {
    await remove();
  }
}

it('opens a database whose guards are whole', async () => {
  await expect(reopenAfter('select 1')).resolves.toBeUndefined();
});

it.each([
  ['row level security is off', 'alter table public.canaries disable row level security'],
  ['a policy lets everyone read', 'create policy "oops" on public.canaries for select using (true)'],
  [
    'a policy lets everyone write',
    'create policy "oops" on public.canaries for insert to anon with check (true)'
  ],
  ['a verb of the service role is open', 'grant execute on function public.configure_hub(jsonb) to anon']
])('refuses to open when %s', async (_, statements) => {
  await expect(reopenAfter(statements)).rejects.toThrow(/self-test failed.*does not serve/);
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

it('refuses an API that exposes the schema private', async () => {
  const { config, remove } = await testDatabase();
  const backend = await exposing(config);
  await expect(selfTest(backend)).rejects.toThrow(/exposes the schema "private"/);
  await backend.close();
  await remove();
});
