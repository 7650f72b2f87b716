import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { startState } from '#lib/server/state.ts';
import { make } from '#lib/open-data/snapshots/make.server.ts';
import { reissue } from '#lib/open-data/snapshots/reissue.server.ts';
import { thin } from '#lib/open-data/snapshots/thin.server.ts';
import { unpack } from '#tests/support/archives.ts';
import { refusal } from '#tests/support/browserless.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { sha256 } from '#tests/support/hash.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';
import { checkSums, manifestOf, never } from '#tests/support/snapshots.ts';

let database: TestDatabase;
let server: RunningServer;
let folder: string;
let project: string;

const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);
const listing = z.object({
  snapshots: z.array(z.object({ name: z.string(), day: z.string(), state: z.string(), manifest: z.string() }))
});
const listed = async () => listing.parse(await (await get('/open/snapshots.json')).json()).snapshots;

/** Days of the past: one was thinned, of the other something was taken back. */
async function prepare(): Promise<void> {
  const hub = await openHub(undefined, database.config);
  startState(hub);
  for (const day of ['2026-01-05', '2026-01-06', '2026-11-01']) await make(hub, never, day);
  await thin({ ...hub, config: { ...hub.config, HUB_SNAPSHOTS_KEEP_DAYS: 60 } }, never);
  const { sql } = hub.backend;
  const [row] =
    (await sql?.query(
      `select c.slug, p.slug as project from public.complaints c join public.projects p using (project_id)
       where c.visibility = 'public' and c.bureau_id is not null and c.queue <> 'done' and not c.coarse_place
         and exists (select from public.disclosures d join public.disclosure_documents x using (disclosure_id)
           where d.project_id = p.project_id and d.status = 'published') order by c.slug limit 1`
    )) ?? [];
  await sql?.query(
    `select private.handling_act(c, 'keep_private', '{}', c.bureau_id, '涉及隐私') from public.complaints c where c.slug = $1`,
    [row?.slug]
  );
  project = String(row?.project);
  await reissue(hub, never);
  await closeHub();
}

beforeAll(async () => {
  database = await testDatabase({ demo: true, env: { HUB_DEMO: 'on' } });
  await prepare();
  server = await startServer({ dataDir: database.config.dataDir, env: { HUB_SNAPSHOTS: 'on' } });
  folder = mkdtempSync(join(tmpdir(), 'sunlit-snapshots-'));
});

afterAll(async () => {
  await server.stop();
  await database.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('snapshots', () => {
  it('are made by the hub itself on its first day, and listed for people and programs', async () => {
    const today = calendarDay();
    await expect
      .poll(async () => (await listed()).map(({ name }) => name), { timeout: 60_000 })
      .toContain(today);
    expect(new Set((await listed()).map(({ state }) => state))).toEqual(
      new Set(['kept', 'replaced', 'thinned'])
    );
    for (const path of ['/open/snapshots', '/en/open/snapshots']) {
      const page = await (await get(path)).text();
      expect(page).toContain(`/open/snapshots/${today}"`);
      expect(page).toContain('/open/snapshots/2026-11-01.2"');
    }
    const feed = await (await get('/feeds/kinds/snapshot.published.json')).text();
    expect(feed).toContain(`/open/snapshots/${today}`);
  });

  it('can be fetched file by file and checked by sha256sum', async () => {
    const path = '/open/snapshots/2026-11-01.2';
    const manifest = await (await get(`${path}/manifest.json`)).text();
    writeFileSync(join(folder, 'manifest.json'), manifest);
    const names = [...manifestOf(folder).files.map(({ name }) => name), 'SHA256SUMS'];
    for (const name of names) {
      const answer = await get(`${path}/${name}`);
      expect(answer.status, name).toBe(200);
      expect(answer.headers.get('content-encoding'), name).toBeNull();
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(answer.headers.get('content-length'), name).toBe(String(bytes.length));
      const digest = answer.headers.get('repr-digest');
      if (name !== 'SHA256SUMS')
        expect(digest, name).toBe(`sha-256=:${Buffer.from(sha256(bytes), 'hex').toString('base64')}:`);
      writeFileSync(join(folder, name), bytes);
    }
    expect(checkSums(folder).match(/: OK/g)).toHaveLength(names.length);
    expect(readdirSync(folder)).toHaveLength(names.length + 1);
    const page = await (await get(path)).text();
    for (const name of names) expect(page).toContain(`href="${path}/${name}"`);
  });

  it('are kept by browsers, in parts if wanted', async () => {
    const path = '/open/snapshots/2026-11-01.2/projects.csv.gz';
    const whole = await get(path);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('cache-control')).toContain('immutable');
    expect(whole.headers.get('access-control-allow-origin')).toBe('*');
    const etag = whole.headers.get('etag') ?? '';
    const part = await get(path, { headers: { range: 'bytes=100-199', 'if-range': etag } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${String(bytes.length)}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
    expect((await get(path, { headers: { range: 'bytes=100-', 'if-range': '"other"' } })).status).toBe(200);
    expect((await get(path, { headers: { range: `bytes=${String(bytes.length)}-` } })).status).toBe(416);
    expect((await get(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const head = await get(path, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
  });

  it('are gone where something was taken back or space was saved, but for the manifest', async () => {
    for (const [name, code] of [
      ['2026-11-01', 'snapshot_replaced'],
      ['2026-01-06', 'snapshot_thinned']
    ] as const) {
      const answer = await get(`/open/snapshots/${name}/complaints.csv.gz`);
      expect(answer.status).toBe(410);
      expect((await refusal(answer)).code).toBe(code);
      expect((await get(`/open/snapshots/${name}/manifest.json`)).status).toBe(200);
    }
    const page = await (await get('/en/open/snapshots/2026-11-01')).text();
    expect(page).toContain('/en/open/snapshots/2026-11-01.2');
    expect(page).not.toContain('/open/snapshots/2026-11-01/complaints.csv.gz"');
    expect(await (await get('/open/snapshots/2026-11-01.2')).text()).toContain('没有收入的内容');
  });

  it.each([
    '2026-11-09/manifest.json',
    '2026-13-41/manifest.json',
    '2026-11-01.1/manifest.json',
    '2026-11-01.2/secrets.json',
    '2026-11-01.2/..%2f2026-11-01%2fmanifest.json',
    '..%2f..%2f..%2fsecrets.json/x',
    '.making-x/manifest.json'
  ])('are nothing else: %s', async (path) => {
    const answer = await get(`/open/snapshots/${path}`);
    expect(answer.status).toBe(404);
    expect((await refusal(answer)).code).toBe('not_found');
  });
});

describe('the kit of a project', () => {
  it('is one archive of known size that sha256sum agrees with', async () => {
    const answer = await get(`/projects/${project}/kit.zip`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    const names = await unpack(bytes, join(folder, 'kit'));
    const unpacked = join(folder, 'kit', `sunlit-${project}`);
    expect(checkSums(unpacked).match(/: OK/g)).toHaveLength(names.length - 1);
    expect(names.some((name) => /\/documents\/[0-9a-f]{64}\.pdf$/.test(name))).toBe(true);
    for (const name of [
      'verify.html',
      'data/disclosures.csv',
      'data/complaints.json',
      'log/proofs.json',
      'log/checkpoint'
    ])
      expect(names).toContain(`sunlit-${project}/${name}`);
  });

  it('is asked for with conditions, and is linked from the page of the project with its size', async () => {
    const path = `/projects/${project}/kit.zip`;
    const head = await get(path, { method: 'HEAD' });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100_000);
    const etag = head.headers.get('etag') ?? '';
    expect((await get(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect(await (await get(`/projects/${project}`)).text()).toMatch(
      /kit\.zip"[^>]*>[\s\S]*?约 [\d.]+ (KB|MB)/
    );
    const none = await get('/projects/nothing-here/kit.zip');
    expect(none.status).toBe(404);
    expect((await refusal(none)).code).toBe('not_found');
  });

  it('is not made for one address without end', async () => {
    // of a project that is not there: what is counted is the asking
    let refused: Response | undefined;
    for (let n = 0; n < 61 && !refused; n += 1) {
      const answer = await get('/projects/nothing-here/kit.zip', { method: 'HEAD' });
      if (answer.status === 429) refused = answer;
    }
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
