import { STATUS_CODES } from 'node:http';
import type { Handle } from '@sveltejs/kit';
import { z } from 'zod';
import { publicRoutes } from '#lib/accounts/public-routes.ts';
import { formatOf, writeErrors } from '#lib/complaints/open311/write.ts';
import { translator } from '#lib/i18n/index.ts';
import { langOf, unlocalised } from '#lib/i18n/paths.ts';
import { letAnyoneRead } from '#lib/server/cross-origin.ts';
import { isMachineRoute } from './machine-routes.ts';

const body = z.object({ code: z.string(), detail: z.string().optional() });

/** What the framework answers by itself. */
const codes: Record<number, string> = { 404: 'not_found', 405: 'method_not_allowed' };

/**
 * Errors of machine routes are problem details (RFC 9457): a code to branch on, a sentence in the language of the path,
 * and the id of the request. Nothing of the inside gets out.
 */
export const answerErrors: Handle = async ({ event, resolve }) => {
  if (!isMachineRoute(event.url.pathname)) return resolve(event);
  // SvelteKit would answer a browser with a page that has lost the code
  event.request.headers.set('accept', 'application/json');
  const response = await resolve(event);
  if (response.status < 400) return response;
  if (response.headers.get('content-type')?.includes('problem+json')) return response;

  const text = await response.text();
  const open311 = unlocalised(event.url.pathname).startsWith('/open311/');
  // in the form that Open311 has for errors already
  if (open311 && /^(<\?xml|\[)/.test(text)) return new Response(text, response);
  const known = body.safeParse(text.startsWith('{') ? JSON.parse(text) : {});
  const code = known.success ? known.data.code : (codes[response.status] ?? 'internal');
  const t = translator(langOf(event.url.pathname));
  const key = `errors.${code}`;
  const about: Record<string, string> = known.data?.detail ? { detail: known.data.detail } : {};
  if (open311) return inOpen311(event.url.pathname, response, t.of(key));
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[response.status] ?? 'Error',
    status: response.status,
    code,
    detail: t.of(key, about),
    instance: `urn:uuid:${event.locals.requestId}`
  };
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store'
  });
  const retryAfter = response.headers.get('retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);
  // a page elsewhere that may read the answer may read why there is none
  if ((event.route.id ?? '') in publicRoutes) letAnyoneRead(headers);
  return new Response(JSON.stringify(problem), { status: response.status, headers });
};

function inOpen311(path: string, response: Response, description: string): Response {
  const told = writeErrors(formatOf(path), response.status, description);
  const retryAfter = response.headers.get('retry-after');
  if (retryAfter) told.headers.set('retry-after', retryAfter);
  return told;
}
