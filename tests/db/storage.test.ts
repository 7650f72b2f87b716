import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#lib/server/client.ts';
import type { Files } from '#lib/server/files/index.ts';
import { supabaseFiles } from '#lib/server/files/supabase.ts';
import { runNode, type Child } from '#tests/support/children.ts';
import { ROOT } from '#tests/support/database.ts';
import { freePort } from '#tests/support/ports.ts';

/**
 * Files on engine 3. The embedded API has a storage service, experimental and only in its development server, which
 * speaks what supabase-js speaks: it stands in for Supabase Storage behind a port.
 */
const folder = mkdtempSync(join(tmpdir(), 'sunlit-storage-'));
const keys = {
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_m_YrzKn5xon0yNtsITt-Je_5SNj-xcV',
  SUPABASE_SECRET_KEY: 'sb_secret_ciLlKzzshOzd4D0QbnUdOE_LLhhuSvd'
};
let server: Child;
let service: Client;
let visitor: Client;
let files: Files;

const config = (port: number) => `[api]
port = ${String(port)}
[db]
driver = "sqlite-postgres"
url = "file:./supabase/.temp/data.db"
[auth]
enabled = true
jwt_secret = "${randomBytes(32).toString('base64url')}"
publishable_key = "env(SUPABASE_PUBLISHABLE_KEY)"
secret_key = "env(SUPABASE_SECRET_KEY)"
`;

beforeAll(async () => {
  const port = await freePort();
  mkdirSync(join(folder, 'supabase/.temp'), { recursive: true });
  writeFileSync(join(folder, 'supabase/config.toml'), config(port));
  const cli = join(ROOT, 'node_modules/@supabase/lite/dist/cli/index.js');
  server = runNode(
    [cli, '--no-telemetry', 'start', '--no-admin'],
    { ...keys, EXPERIMENTAL_STORAGE: '1' },
    folder
  );
  await server.says('Ready in');
  const url = `http://127.0.0.1:${String(port)}`;
  const auth = { persistSession: false, autoRefreshToken: false };
  service = createClient(url, keys.SUPABASE_SECRET_KEY, { auth });
  visitor = createClient(url, keys.SUPABASE_PUBLISHABLE_KEY, { auth });
  files = supabaseFiles(service);
});

afterAll(async () => {
  server.kill();
  await server.exited;
  rmSync(folder, { recursive: true, force: true });
});

describe('files in Supabase Storage', () => {
  it('come back whole and in part, and are the same once as several times at once', async () => {
    const bytes = randomBytes(100_000);
    const hashes = await Promise.all([1, 2, 3].map(() => files.put('public', bytes)));
    const [hash = ''] = hashes;
    expect(new Set(hashes).size).toBe(1);
    const whole = await files.open('public', hash);
    expect(whole?.bytes).toBe(100_000);
    expect(whole && (await buffer(whole.stream)).equals(bytes)).toBe(true);
    const part = await files.open('public', hash, { start: 5, end: 9 });
    expect(part?.bytes).toBe(100_000);
    expect(part && (await buffer(part.stream)).equals(bytes.subarray(5, 10))).toBe(true);
  });

  it('are not there before they are put nor after they are removed, each area for itself', async () => {
    const hash = await files.put('originals', Buffer.from('a photograph with its place'));
    expect(await files.has('originals', hash)).toBe(true);
    expect(await files.has('public', hash)).toBe(false);
    expect(await files.open('public', hash)).toBeNull();
    await files.remove('originals', hash);
    expect(await files.has('originals', hash)).toBe(false);
  });

  it('lie in a bucket that a visitor can neither read nor list', async () => {
    const hash = await files.put('originals', Buffer.from('nobody else’s business'));
    const path = `originals/${hash.slice(0, 2)}/${hash.slice(2)}`;
    const own = await service.storage.from('documents').download(path);
    expect(own.error).toBeNull();
    const { data: address } = visitor.storage.from('documents').getPublicUrl(path);
    expect((await fetch(address.publicUrl)).ok).toBe(false);
    expect((await visitor.storage.from('documents').download(path)).error).not.toBeNull();
    expect((await visitor.storage.from('documents').list('originals')).data ?? []).toEqual([]);
  });
});
