import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBackend, type Backend } from '#lib/server/backend/index.ts';
import { selfTest } from '#lib/server/backend/self-test.ts';
import { anonymous } from '#lib/server/client.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { ROOT, testDatabase, testPassword, type TestDatabase } from '#tests/support/database.ts';

/**
 * Engine 3 talks to Supabase over HTTP. No Supabase project can be had in a test, so the API that engine 2 runs in process
 * stands in for it behind a port: what is proved is the way there, not Supabase itself.
 */
let database: TestDatabase;
let upstream: Backend;
let url: string;
let stop: () => Promise<void>;
let hub: Hub;

async function listen(backend: Backend) {
  const server = createServer((request, response) => {
    const answer = async () => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers))
        if (value) headers.set(name, String(value));
      const body = await buffer(request);
      const made = await backend.fetch(`http://backend.internal${request.url ?? '/'}`, {
        method: request.method ?? 'GET',
        headers,
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {})
      });
      response.writeHead(made.status, Object.fromEntries(made.headers));
      response.end(Buffer.from(await made.arrayBuffer()));
    };
    answer().catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${String(address.port)}`;
  stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => {
        resolve();
      });
    });
}

const settings = (more: Record<string, string> = {}) =>
  readConfig({
    HUB_ROOT: ROOT,
    DATA_DIR: `${database.config.dataDir}/engine3`,
    HUB_DEMO: 'off',
    SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: upstream.publishableKey,
    SUPABASE_SECRET_KEY: upstream.secretKey,
    ...more
  });

const engine3 = () => {
  beforeAll(async () => {
    database = await testDatabase();
    upstream = await openBackend(database.config);
    await listen(upstream);
    hub = await openHub(undefined, settings());
  });
  afterAll(async () => {
    await closeHub();
    await stop();
    await upstream.close();
    await database.remove();
  });

  it('opens with an address and two keys, passes its self-test, and has no SQL of its own', async () => {
    expect(hub.backend.engine).toBe('supabase');
    expect(hub.backend.sql).toBeNull();
    await expect(selfTest(hub.backend)).resolves.toBeUndefined();
  });

  it('signs people up, in and out, and knows who asks', async () => {
    const who = anonymous(hub.backend);
    const email = 'far@example.org';
    expect((await who.auth.signUp({ email, password: testPassword })).error).toBeNull();
    expect((await who.auth.signInWithPassword({ email, password: testPassword })).error).toBeNull();
    expect((await who.rpc('whoami')).data).toMatchObject({ email, stands: true, memberships: [] });
    expect((await who.rpc('read_audit')).error).toMatchObject({
      code: '42501',
      message: 'administrator_required'
    });
    await who.auth.signOut();
    const wrong = await who.auth.signInWithPassword({ email, password: 'not the password' });
    expect(wrong.error?.code).toBe('invalid_credentials');
  });

  it('writes by the service role and shows it to visitors', async () => {
    const facts = {
      permit_no: '420102202601010109',
      name: '远方小区',
      division_code: '420102',
      housing_type: 'commodity'
    };
    const { data, error } = await hub.service.rpc('save_project', { facts });
    expect(error).toBeNull();
    expect(data).toMatchObject({ outcome: 'new' });
    const found = await hub.visitor.rpc('browse_projects', { filters: { q: '远方小区' } });
    expect(found.data).toMatchObject({ total: 1 });
    expect((await hub.visitor.rpc('save_project', { facts })).error?.code).toBe('42501');
  });

  it('has SQL for migrations and backups when told the address of the database', async () => {
    const backend = await openBackend(settings({ SUPABASE_DB_URL: database.config.DATABASE_URL ?? '' }));
    const rows = (await backend.sql?.query('select count(*)::int as n from public.canaries')) ?? [];
    await backend.close();
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('refuses to open with a key that is not the project’s', async () => {
    const wrong = settings({ SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_of_another_project_entirely' });
    await expect(openBackend(wrong)).rejects.toThrow(/self-test/);
  });
};

if (inject('databaseUrl')) describe('Supabase, played by the API of engine 2 behind a port', engine3);
else
  it('is tried on PostgreSQL; without its keys the address alone is refused here too', () => {
    expect(() => readConfig({ SUPABASE_URL: 'https://x.supabase.co' })).toThrow(/SUPABASE_PUBLISHABLE_KEY/);
  });
