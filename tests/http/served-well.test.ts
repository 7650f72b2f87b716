import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startServer, type RunningServer } from '#tests/support/server.ts';

const base = inject('baseUrl');
const html = { accept: 'text/html' };

describe('headers of a page', () => {
  it('lets nothing run or frame that is not of this site', async () => {
    const response = await fetch(`${base}/`, { headers: html });
    const policy = response.headers.get('content-security-policy') ?? '';
    const directive = (name: string) =>
      policy
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${name} `)) ?? '';
    expect(directive('default-src')).toBe("default-src 'none'");
    expect(directive('script-src')).toMatch(/^script-src 'self'( 'sha256-[^']+')*$/);
    expect(directive('style-src')).toBe("style-src 'self'");
    expect(directive('frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(directive('form-action')).toBe("form-action 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(response.headers.get('permissions-policy')).toContain('geolocation=(self)');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const text = await response.text();
    expect(text).toContain('<html lang="zh-CN"');
    // the policy would block them, so a page that has them is broken
    expect(text).not.toMatch(/<[a-z]+[^>]*\son[a-z]+=/i);
  });

  it('says the language of the path', async () => {
    expect(await (await fetch(`${base}/en`, { headers: html })).text()).toContain('<html lang="en"');
  });
});

describe('what only the operator sees', () => {
  it('is not there for others: metrics without a token, the constant answer outside a bench', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer undefined']) {
      expect((await fetch(`${base}/metrics`, { headers: { authorization } })).status).toBe(404);
    }
    expect((await fetch(`${base}/health/constant?size=10`)).status).toBe(404);
  });
});

describe('a server behind https with a token for metrics', () => {
  const token = 'a-token-of-the-operator';
  let server: RunningServer;
  beforeAll(async () => {
    const env = { HUB_DEMO: 'off', PROTOCOL_HEADER: 'x-forwarded-proto', HUB_METRICS_TOKEN: token };
    server = await startServer({ env });
  });
  afterAll(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers: { 'x-forwarded-proto': 'http', ...headers } });

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

  it('refuses an address that asks too often, and says how long to wait', async () => {
    let refused: Response | undefined;
    for (let i = 0; i < 14 && !refused; i++) {
      // never in memory and refused before the database is asked, so that they come within the minute
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

describe('what changes something', () => {
  const post = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`${base}${path}`, { method: 'POST', headers, body, redirect: 'manual' });

  it.each([
    ['another site', { origin: 'https://elsewhere.example.org' }],
    ['no origin', {}],
    ['an opaque origin', { origin: 'null' }]
  ])('is refused from %s, as JSON and as a form', async (_, origin) => {
    const json = await post('/account/sign-out', { 'content-type': 'application/json', ...origin }, '{}');
    expect(json.status).toBe(403);
    const form = await post(
      '/account/sign-out',
      { 'content-type': 'application/x-www-form-urlencoded', ...origin },
      'a=b'
    );
    expect(form.status).toBe(403);
  });

  it('is refused when it is too large', async () => {
    const body = 'x'.repeat(600 * 1024);
    const response = await post('/account/sign-in', { 'content-type': 'text/plain', origin: base }, body);
    expect(response.status).toBe(413);
  });
});

describe('errors', () => {
  it('are problem details for machines', async () => {
    const response = await fetch(`${base}/feeds/divisions/999999.rss`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const problem: unknown = await response.json();
    expect(problem).toMatchObject({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not_found'
    });
    expect(JSON.stringify(problem)).not.toMatch(/stack|node_modules|\.ts|\.js/);
  });

  it('come in the language of the path', async () => {
    const zh = await (await fetch(`${base}/feeds/divisions/999999.rss`)).text();
    const en = await (await fetch(`${base}/en/feeds/divisions/999999.rss`)).text();
    expect(zh).toMatch(/[一-鿿]/);
    expect(en).not.toMatch(/[一-鿿]/);
  });

  it.each([
    ['/no-such-page', '回到首页'],
    ['/en/no-such-page', 'This page was not found']
  ])('are a friendly page for people: %s', async (path, words) => {
    const response = await fetch(base + path, { headers: html });
    const text = await response.text();
    expect(response.status).toBe(404);
    expect(text).toContain(words);
    expect(text).not.toMatch(/node_modules|at .*\.(ts|js):\d+/);
  });
});

describe('the backend', () => {
  it.each([
    '/rest/v1/',
    '/rest/v1/projects',
    '/auth/v1/settings',
    '/auth/v1/token',
    '/_system',
    '/storage/v1/bucket'
  ])('is not on the network: %s', async (path) => {
    expect((await fetch(base + path)).status).toBe(404);
  });
});

describe('navigation within the site', () => {
  it('is kept for visitors, each set of parts for itself', async () => {
    const ask = async (mask: string) => {
      const response = await fetch(`${base}/divisions/420100/__data.json?x-sveltekit-invalidated=${mask}`);
      return { cache: response.headers.get('x-cache'), text: await response.text() };
    };
    const all = await ask('11');
    const again = await ask('11');
    const part = await ask('01');
    expect(again.cache).toBe('hit');
    expect(again.text).toBe(all.text);
    // the frame is left out where the browser has it already
    expect(part.text).not.toBe(all.text);
    expect(part.text).toContain('skip');
  });
});
