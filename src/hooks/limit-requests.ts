import { error, type Handle } from '@sveltejs/kit';
import { hub } from '#lib/server/hub.ts';
import { requestLimits } from '#lib/server/limits.ts';

const bodyLimit = 512 * 1024;
/** Routes that take files, with what they take. */
const largeBodies: Record<string, number> = { '/(desk)/desk/projects/import': 21 * 1024 * 1024 };

/**
 * Caps what one address may ask in a minute and how much it may send. Answers from the public cache are cheap and are
 * counted far higher than the rest, since many people share an address.
 */
export const limitRequests: Handle = async ({ event, resolve }) => {
  const isWrite = event.request.method !== 'GET' && event.request.method !== 'HEAD';
  if (isWrite) {
    const length = Number(event.request.headers.get('content-length') ?? Number.NaN);
    const allowed = largeBodies[event.route.id ?? ''] ?? bodyLimit;
    // a body of unknown length is still capped by the server, at the largest of these
    if (length > allowed) error(413, { code: 'body_too_large', message: 'body_too_large' });
  }
  if (!hub().config.bench) {
    const wait = await requestLimits.use(isWrite ? 'write' : 'read', event.getClientAddress());
    if (wait > 0) {
      event.setHeaders({ 'retry-after': String(wait) });
      error(429, { code: 'too_many_requests', message: 'too_many_requests', detail: String(wait) });
    }
  }
  return resolve(event);
};
