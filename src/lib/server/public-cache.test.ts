import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createPublicCache, matchesTag, negotiate } from './public-cache.ts';

const body = '公示'.repeat(2000);
const page = (headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'content-type': 'text/html', ...headers } });
const ask = (headers: Record<string, string> = {}, method = 'GET') =>
  new Request('http://hub.test/', { method, headers });

/** Counts how often the page was really made. */
function counted(make: () => Response = page) {
  const counter = { made: 0 };
  return {
    counter,
    make: () => {
      counter.made += 1;
      return Promise.resolve(make());
    }
  };
}

describe('the public cache', () => {
  it('makes a page once per version', async () => {
    const cache = createPublicCache();
    const { counter, make } = counted();
    for (let i = 0; i < 3; i++) expect(await (await cache.respond(ask(), '/', '1', make)).text()).toBe(body);
    expect(counter.made).toBe(1);
    await cache.respond(ask(), '/', '2', make);
    expect(counter.made).toBe(2);
  });

  it('lets equal questions that come together wait for one answer', async () => {
    const cache = createPublicCache();
    const counter = { made: 0 };
    const slow = async () => {
      counter.made += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return page();
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => cache.respond(ask(), '/', '1', slow)));
    expect(counter.made).toBe(1);
    for (const answer of answers) expect(await answer.text()).toBe(body);
  });

  it('lets those that wait ask for themselves when the first answer may not be kept', async () => {
    const cache = createPublicCache();
    const { counter, make } = counted(() => page({ 'cache-control': 'no-store' }));
    await Promise.all([cache.respond(ask(), '/', '1', make), cache.respond(ask(), '/', '1', make)]);
    expect(counter.made).toBe(2);
  });

  it.each([
    ['a cookie', () => page({ 'set-cookie': 'a=b' })],
    ['no-store', () => page({ 'cache-control': 'private, no-store' })],
    ['an error', () => new Response('gone', { status: 404 })]
  ])('never keeps %s', async (_, answer) => {
    const cache = createPublicCache();
    const { counter, make } = counted(answer);
    await cache.respond(ask(), '/', '1', make);
    await cache.respond(ask(), '/', '1', make);
    expect(counter.made).toBe(2);
    expect(cache.size).toBe(0);
  });

  it('compresses as the client takes it', async () => {
    const cache = createPublicCache();
    const { make } = counted();
    const bytes = async (coding: string) => {
      const answer = await cache.respond(ask({ 'accept-encoding': coding }), '/', '1', make);
      expect(answer.headers.get('content-length')).not.toBe(String(Buffer.byteLength(body)));
      return Buffer.from(await answer.arrayBuffer());
    };
    expect(brotliDecompressSync(await bytes('gzip, br')).toString()).toBe(body);
    expect(gunzipSync(await bytes('gzip;q=0.8')).toString()).toBe(body);
    const plain = await cache.respond(ask({ 'accept-encoding': 'identity' }), '/', '1', make);
    expect(await plain.text()).toBe(body);
  });

  it('answers 304 to its own tag in any coding, and to a later date', async () => {
    const cache = createPublicCache();
    const { make } = counted(() => page({ 'last-modified': 'Sun, 01 Nov 2026 00:00:00 GMT' }));
    const first = await cache.respond(ask({ 'accept-encoding': 'br' }), '/', '1', make);
    const tag = first.headers.get('etag') ?? '';
    expect((await cache.respond(ask({ 'if-none-match': tag }), '/', '1', make)).status).toBe(304);
    expect((await cache.respond(ask({ 'if-none-match': '"other"' }), '/', '1', make)).status).toBe(200);
    const since = (when: string) => cache.respond(ask({ 'if-modified-since': when }), '/', '1', make);
    expect((await since('Mon, 02 Nov 2026 00:00:00 GMT')).status).toBe(304);
    expect((await since('Sat, 31 Oct 2026 00:00:00 GMT')).status).toBe(200);
  });

  it('answers HEAD with the headers of GET', async () => {
    const cache = createPublicCache();
    const { make } = counted();
    const full = await cache.respond(ask(), '/', '1', make);
    const head = await cache.respond(ask({}, 'HEAD'), '/', '1', make);
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-length')).toBe(full.headers.get('content-length'));
    expect(head.headers.get('etag')).toBe(full.headers.get('etag'));
  });

  it('forgets the least recently used beyond its limit', async () => {
    const cache = createPublicCache(30_000);
    const { counter, make } = counted();
    await cache.respond(ask(), 'a', '1', make);
    await cache.respond(ask(), 'b', '1', make);
    await cache.respond(ask(), 'a', '1', make);
    await cache.respond(ask(), 'c', '1', make);
    expect(cache.size).toBeLessThanOrEqual(30_000);
    await cache.respond(ask(), 'a', '1', make);
    expect(counter.made).toBe(3);
    await cache.respond(ask(), 'b', '1', make);
    expect(counter.made).toBe(4);
  });

  it('keeps count of its bytes when versions replace each other', async () => {
    const cache = createPublicCache();
    const { make } = counted();
    await cache.respond(ask({ 'accept-encoding': 'br' }), '/', '1', make);
    const once = cache.size;
    for (let i = 2; i < 20; i++) await cache.respond(ask({ 'accept-encoding': 'br' }), '/', String(i), make);
    expect(cache.size).toBe(once);
  });
});

describe('negotiate', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['deflate', 'identity'],
    [null, 'identity']
  ])('%s → %s', (accepted, coding) => {
    expect(negotiate(accepted)).toBe(coding);
  });
});

describe('matchesTag', () => {
  it('compares weakly, in lists, and takes the star', () => {
    expect(matchesTag('W/"a"', '"a"')).toBe(true);
    expect(matchesTag('"x", W/"a"', '"a"')).toBe(true);
    expect(matchesTag('*', '"a"')).toBe(true);
    expect(matchesTag('"b"', '"a"')).toBe(false);
    expect(matchesTag(null, '"a"')).toBe(false);
  });
});
