import type { Handle } from '@sveltejs/kit';
import { tileSources } from '#lib/map/settings.server.ts';
import { hub } from '#lib/server/hub.ts';

const always: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy':
    'geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin'
};

/** For answers that are no page: nothing in them may run or be framed. Pages get their policy from svelte.config.js. */
const inert = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Kit's policy is fixed when the site is built; where tiles come from is known when it runs. */
function withTiles(policy: string): string {
  const sources = tileSources(hub().config);
  return sources.length === 0 ? policy : policy.replace(/img-src /, `img-src ${sources.join(' ')} `);
}

export const secureHeaders: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  // a page that says less of itself than all others may
  const silent = response.headers.get('referrer-policy') === 'no-referrer';
  for (const [name, value] of Object.entries(always)) response.headers.set(name, value);
  if (silent) response.headers.set('referrer-policy', 'no-referrer');
  if (event.url.protocol === 'https:') {
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
  const policy = response.headers.get('content-security-policy');
  response.headers.set('content-security-policy', policy ? withTiles(policy) : inert);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
  return response;
};
