import { Agent, request, type ClientRequest, type RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, it } from 'vitest';

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

  it.each([
    ['is too large', '/account/sign-in', 600, 413, 200],
    // more than is read ahead of whoever wants it
    ['asks for an account', '/desk/projects/new?/save', 200, 401, 303]
  ])(
    'leaves its connection to the next one when nobody reads it because it %s',
    async (_, path, size, refused, next) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ask = (options: RequestOptions, body = '') =>
        new Promise<{ asked: ClientRequest; status: number | undefined }>((resolve, reject) => {
          const asked = request(`${base}${path}`, { ...options, agent }, (response) => {
            text(response).then(() => resolve({ asked, status: response.statusCode }), reject);
          });
          asked.on('error', reject).end(body);
        });
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: base };
      const first = await ask({ method: 'POST', headers }, `a=${'b'.repeat(size * 1024)}`);
      expect(first.status).toBe(refused);
      const second = await ask({ method: 'HEAD' });
      expect(second.asked.reusedSocket).toBe(true);
      expect(second.status).toBe(next);
      agent.destroy();
    }
  );
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
