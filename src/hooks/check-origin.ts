import { error, type Handle } from '@sveltejs/kit';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What programs post, by a secret of their own and without cookies: mail servers end a subscription for their user
 * (RFC 8058), clients of Open311 file by a key, 12345 sends signed work orders, witnesses send their signatures.
 */
const fromAnywhere = new Set([
  '/hotline/v1/orders',
  '/log/cosignatures',
  '/open311/v2/[resource].[format]',
  '/subscribe/one-click'
]);

/**
 * A page with the policy `no-referrer` sends its forms with the origin `null`; the browser, and no page, says beside it
 * whether it was this site. In a sandboxed frame it says that it was not.
 */
function isOwn({ headers }: Request, origin: string): boolean {
  const given = headers.get('origin');
  return given === origin || (given === 'null' && headers.get('sec-fetch-site') === 'same-origin');
}

/**
 * Whatever changes something must come from a page of this site. SvelteKit would check forms only; a script of another
 * site could post JSON with the person's cookies.
 */
export const checkOrigin: Handle = ({ event, resolve }) => {
  const { request, url, route } = event;
  const exempt = request.method === 'POST' && fromAnywhere.has(route.id ?? '');
  if (!safe.has(request.method) && !exempt && !isOwn(request, url.origin)) {
    error(403, { code: 'foreign_origin', message: 'foreign_origin' });
  }
  return resolve(event);
};
