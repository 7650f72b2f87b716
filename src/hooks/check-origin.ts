import { error, type Handle } from '@sveltejs/kit';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whatever changes something must come from a page of this site. SvelteKit checks forms only; a script of another site
 * could post JSON with the person's cookies.
 */
export const checkOrigin: Handle = ({ event, resolve }) => {
  if (!safe.has(event.request.method) && event.request.headers.get('origin') !== event.url.origin) {
    error(403, { code: 'foreign_origin', message: 'foreign_origin' });
  }
  return resolve(event);
};
