import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startServer, type RunningServer } from '#tests/support/server.ts';

/** What an operator sets, on one server; and that it is not there where nobody set it. */

const without = inject('baseUrl');
const token = 'a-token-of-the-operator';
const hub = 'http://127.0.0.1:9/hub';
let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunlit-boundary-'));
  const file = join(folder, 'boundary.json');
  writeFileSync(file, '{"type":"FeatureCollection","features":[]}');
  server = await startServer({
    env: {
      ...{ HUB_DEMO: 'off', HUB_JOBS: 'off' },
      ...{ PROTOCOL_HEADER: 'x-forwarded-proto', HUB_METRICS_TOKEN: token },
      ...{ HUB_WEBSUB: hub },
      ...{
        HUB_TILE_URL: 'https://t{0-7}.tiles.example/{z}/{x}/{y}.png',
        HUB_TILE_ATTRIBUTION: '示例图源',
        HUB_MAP_REVIEW: 'GS(2026)0001号',
        HUB_BOUNDARY_FILE: file
      }
    }
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { 'x-forwarded-proto': 'http', ...headers } });

describe('the map', () => {
  it('lets the configured tiles and boundary through, and shows their review number', async () => {
    const page = await get('/');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("img-src https://*.tiles.example 'self'");
    const html = await page.text();
    expect(html).toContain('示例图源');
    expect(html).toContain('审图号：GS(2026)0001号');
    expect(await (await get('/map/boundary')).json()).toEqual({ type: 'FeatureCollection', features: [] });
    expect((await fetch(`${without}/map/boundary`)).status).toBe(404);
    expect((await fetch(without)).headers.get('content-security-policy')).toContain("img-src 'self'");
  });
});

describe('WebSub', () => {
  it('is named by feeds only where a hub is set, and by no narrowed one', async () => {
    const rss = await get('/feeds/all.rss');
    expect(rss.headers.get('link')).toBe(`<${hub}>; rel="hub", <${server.url}/feeds/all.rss>; rel="self"`);
    expect(await rss.text()).toContain(`<atom:link rel="hub" href="${hub}"/>`);
    expect(await (await get('/en/feeds/lists/projects.json')).json()).toMatchObject({
      hubs: [{ type: 'WebSub', url: hub }]
    });
    for (const path of [
      '/feeds/all.rss?stage=permitting',
      '/feeds/lists/projects.rss?stage=permitting',
      '/feeds/all.rss?before=9'
    ]) {
      const narrowed = await get(path);
      expect(narrowed.headers.get('link') ?? '', path).not.toContain('hub');
      expect(await narrowed.text(), path).not.toContain('rel="hub"');
    }
  });
});

describe('what only the operator sees', () => {
  it('is not there for others: metrics without a token, the constant answer outside a bench', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer undefined']) {
      expect((await fetch(`${without}/metrics`, { headers: { authorization } })).status).toBe(404);
    }
    expect((await get('/health/constant?size=10')).status).toBe(404);
  });
});

describe('a server behind https with a token for metrics', () => {
  it('pins https, and only there', async () => {
    const secure = await get('/', { 'x-forwarded-proto': 'https' });
    expect(secure.headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect((await get('/')).headers.get('strict-transport-security')).toBeNull();
  });

  it('answers metrics to the token alone, counted by route', async () => {
    await get('/divisions');
    expect((await get('/metrics', { authorization: 'Bearer another-token-of-no-one' })).status).toBe(404);
    const text = await (await get('/metrics', { authorization: `Bearer ${token}` })).text();
    expect(text).toMatch(/sunlit_requests_total\{route="\/divisions",status="200",cache="miss"\} 1/);
  });

  // the last: for a minute nobody at this address is answered but from memory
  it('refuses an address that asks too often, and says how long to wait', async () => {
    let refused: Response | undefined;
    for (let i = 0; i < 28 && !refused; i++) {
      // never in memory and refused before the database is asked, so that they come within a minute; it may end in their middle
      const wrong = (j: number) => get(`/map/projects?zoom=${String(i)}-${String(j)}`);
      const responses = await Promise.all(Array.from({ length: 50 }, (_, j) => wrong(j)));
      refused = responses.find(({ status }) => status === 429);
    }
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused?.headers.get('content-type')).toContain('application/problem+json');
    // what is in memory is answered all the same
    expect((await get('/divisions')).status).toBe(200);
  });
});
