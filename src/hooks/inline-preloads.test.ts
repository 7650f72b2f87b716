import { expect, it } from 'vitest';
import { inlinePreloads } from './inline-preloads.ts';

const link =
  '<./_app/0.css>; rel="preload"; as="style"; nopush, <./_app/start.js>; rel="modulepreload"; nopush, <./_app/a.js>; rel="modulepreload"; nopush';
const html = '<html><head><title>a $& b</title></head><body></body></html>';

it('moves the scripts of the header into the head, and nothing else', async () => {
  const page = new Response(html, { headers: { 'content-type': 'text/html', link, 'x-other': 'kept' } });
  const moved = await inlinePreloads(page);
  expect(moved.headers.has('link')).toBe(false);
  expect(moved.headers.get('x-other')).toBe('kept');
  expect(await moved.text()).toBe(
    '<html><head><title>a $& b</title><link rel="modulepreload" href="./_app/start.js"><link rel="modulepreload" href="./_app/a.js"></head><body></body></html>'
  );
});

it('leaves what is no page as it is', async () => {
  const feed = new Response('<rss/>', { headers: { 'content-type': 'application/rss+xml', link } });
  expect(await inlinePreloads(feed)).toBe(feed);
  const plain = new Response(html, { headers: { 'content-type': 'text/html' } });
  expect(await inlinePreloads(plain)).toBe(plain);
});
