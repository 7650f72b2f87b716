import { createServer } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkProof, isConsistent } from '#lib/transparency/check.ts';
import { fromHex } from '#lib/transparency/bytes.ts';
import { keyRing, proof } from '#lib/transparency/schema.ts';
import { runNode } from '#tests/support/children.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';
import { openWitness } from '#tests/support/transparency.ts';

let server: RunningServer;
let size: number;
let key: string;
beforeAll(async () => {
  // nothing is published beside what the tests do
  server = await startServer({ env: { HUB_JOBS: 'off' } });
  size = Number((await (await get('/log/checkpoint')).text()).split('\n')[1]);
  key =
    keyRing.shape.keys.parse(
      z.object({ keys: z.unknown() }).parse(await (await get('/log/key')).json()).keys
    )[0]?.verifier ?? '';
});
afterAll(() => server.stop());

const get = (path: string, init?: RequestInit) => fetch(server.url + path, init);

async function hub(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = runNode(['tools/hub.ts', ...args], { DATA_DIR: server.dataDir });
  const { code } = await child.exited;
  return { code, output: child.output() };
}

describe('the log over HTTP', () => {
  it('tells its checkpoint as text, to programs and pages anywhere', async () => {
    const response = await get('/log/checkpoint');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toMatch(/max-age=0, s-maxage=10/);
    const text = await response.text();
    expect(text).toMatch(
      /^sunlit-[0-9a-f]{12}\/log\n\d+\n[A-Za-z0-9+/]{43}=\n\n— sunlit-[0-9a-f]{12}\/log [A-Za-z0-9+/=]+\n$/
    );
    expect(size).toBeGreaterThan(60);
    const etag = response.headers.get('etag') ?? '';
    expect((await get('/log/checkpoint', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await get('/log/checkpoint', { method: 'HEAD' })).headers.get('etag')).toBe(etag);
    expect(await (await get(`/log/checkpoint?size=${String(size)}`)).text()).toBe(text);
    expect(await (await get('/log/key.pem')).text()).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });

  it('tells tiles that may be kept for ever, and entries that may not', async () => {
    const partial = `000${size % 256 === 0 ? '' : `.p/${String(size % 256)}`}`;
    const tile = await get(`/log/tile/0/${size > 255 ? '000' : partial}`);
    expect(tile.headers.get('content-type')).toBe('application/octet-stream');
    expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await tile.arrayBuffer()).byteLength).toBe(32 * Math.min(size, 256));
    const bundle = await get(`/log/tile/entries/${size > 255 ? '000' : partial}`);
    expect(bundle.headers.get('cache-control')).toBe('public, max-age=60');
    expect((await bundle.arrayBuffer()).byteLength).toBeGreaterThan(32 * Math.min(size, 256));
  });

  it('proves entries and growth', async () => {
    const found = proof.parse(await (await get('/log/proof/7')).json());
    expect(await checkProof(found, [key])).toMatchObject({ leaf: true, path: true, signature: true });
    const growth = z
      .object({
        from: z.object({ size: z.number(), root: z.string() }),
        to: z.object({ size: z.number(), root: z.string() }),
        path: z.array(z.string())
      })
      .parse(await (await get(`/log/consistency?from=5&to=${String(size)}`)).json());
    const head = (one: { size: number; root: string }) => ({ size: one.size, root: fromHex(one.root) });
    expect(await isConsistent(head(growth.from), head(growth.to), growth.path.map(fromHex))).toBe(true);
  });

  it.each([
    ['/log/checkpoint?size=99999999', 404, 'unknown_checkpoint'],
    ['/log/checkpoint?size=x', 400, 'log_number'],
    ['/log/proof/0', 404, 'unknown_entry'],
    ['/log/proof/99999999', 404, 'unknown_entry'],
    ['/log/proof/-1', 400, 'log_number'],
    ['/log/proof/007', 400, 'log_number'],
    ['/log/proof/1?size=1e9', 400, 'log_number'],
    ['/log/consistency', 400, 'log_number'],
    ['/log/consistency?from=9&to=3', 400, 'log_range'],
    ['/log/consistency?from=1&to=99999999', 400, 'log_range'],
    ['/log/tile/0/999', 404, 'no_tile'],
    ['/log/tile/0/x999/999', 404, 'no_tile'],
    ['/log/tile/7/000', 404, 'no_tile'],
    ['/log/tile/64/000', 404, 'not_found'],
    ['/log/tile/0/0', 404, 'not_found'],
    ['/log/tile/entries/..%2f..', 404, 'not_found']
  ])('refuses %s in words', async (path, status, code) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code, status });
  });
});

describe('witnesses over HTTP', () => {
  const witness = openWitness('witness.example.org');
  const post = (body: string) =>
    get('/log/cosignatures', { method: 'POST', body, headers: { 'content-type': 'text/plain' } });

  it('send what they signed once the operator allowed them', async () => {
    const note = await (await get(`/log/checkpoint?size=${String(size)}`)).text();
    expect((await post(witness.cosign(note))).status).toBe(403);
    expect((await hub('log', 'witness', 'allow', witness.verifier)).code).toBe(0);
    const taken = await post(witness.cosign(note));
    expect(await taken.json()).toEqual({ size, kept: 1 });
    expect((await post('x'.repeat(20_000))).status).toBe(413);
    expect(await (await post('nonsense')).json()).toMatchObject({ code: 'note_form' });
    expect((await get('/log/cosignatures')).status).toBe(405);
    // another question, since the first is kept for some seconds
    const page = await (await get('/en/verify?entry=7')).text();
    expect(page).toContain('witness.example.org');
    expect((await hub('log')).output).toMatch(/witness .*signed \d+ entries/);
  });
});

describe('the page', () => {
  it('shows entry, path, checkpoint and result in both languages without scripts', async () => {
    const zh = await (await get('/verify?entry=7')).text();
    for (const words of [
      '公示日志第 7 条',
      '这一条在日志里，没有改动过',
      '沿路径逐级计算，得到检查点里的根',
      '<svg viewBox',
      'sunlit-'
    ])
      expect(zh).toContain(words);
    const en = await (await get('/en/verify?entry=7')).text();
    expect(en).toContain('This entry is in the log and was not changed');
    // as people write numbers
    expect(await (await get(`/verify?entry=${encodeURIComponent('＃７')}`)).text()).toContain(
      '公示日志第 7 条'
    );
  });

  it('says what it can not show', async () => {
    expect(await (await get('/verify?entry=abc')).text()).toContain('这不是日志编号');
    expect(await (await get('/verify?entry=99999999')).text()).toContain('日志里没有第 99999999 条');
    expect(await (await get('/verify')).text()).not.toContain('<svg viewBox="0 0 320');
  });
});

describe('hub verify, of a hub by its address', () => {
  const remember = async (at: number) => {
    const { note } = z
      .object({ from: z.object({ note: z.string().nullable() }) })
      .parse(await (await get(`/log/consistency?from=${String(at)}`)).json()).from;
    const file = join(mkdtempSync(join(tmpdir(), 'remembered-')), 'checkpoint');
    writeFileSync(file, note ?? '');
    return file;
  };

  it('finds it good, with the key that is known, grown from what was remembered', async () => {
    const { code, output } = await hub('verify', server.url, '--key', key, '--from', await remember(size));
    expect(output).toContain('All is there and unaltered.');
    expect(code).toBe(0);
    expect((await hub('verify')).output).toContain('All is there and unaltered.');
    const other = openWitness('other.example.org').verifier;
    expect(await hub('verify', server.url, '--key', other)).toMatchObject({ code: 1 });
  });

  it('names the entry that it tells otherwise than it was signed', async () => {
    // a hub that alters entry 9 on the way to whoever asks
    const liar = createServer((request, response) => {
      void get(request.url ?? '').then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        const at = request.url?.includes('/tile/entries/') ? body.indexOf('"seq":9,') : -1;
        const name = at < 0 ? -1 : body.lastIndexOf('"recorded_at":"20', at);
        if (name >= 0) body.write('1', name + '"recorded_at":"20'.length);
        response
          .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
          .end(body);
      });
    });
    await new Promise<void>((resolve) => {
      liar.listen(0, '127.0.0.1', resolve);
    });
    const { port } = z.object({ port: z.number() }).parse(liar.address());
    const { code, output } = await hub('verify', `http://127.0.0.1:${String(port)}`, '--key', key);
    liar.close();
    liar.closeAllConnections();
    expect(code).toBe(1);
    expect(output).toContain('entry 9 was altered: its text does not give the hash in the log');
    expect(output).toContain('entry 9 is the first that something is wrong with');
  });
});
