import { STATUS_CODES } from 'node:http';
import type { Handle } from '@sveltejs/kit';
import { z } from 'zod';
import { translator } from '#lib/i18n/index.ts';
import { langOf } from '#lib/i18n/paths.ts';
import { isMachineRoute } from './machine-routes.ts';

const body = z.object({ code: z.string(), detail: z.string().optional() });

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
  const known = body.safeParse(text.startsWith('{') ? JSON.parse(text) : {});
  const code = known.success ? known.data.code : response.status === 404 ? 'not_found' : 'internal';
  const t = translator(langOf(event.url.pathname));
  const key = `errors.${code}`;
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[response.status] ?? 'Error',
    status: response.status,
    code,
    detail: t.of(key),
    instance: `urn:uuid:${event.locals.requestId}`
  };
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store'
  });
  const retryAfter = response.headers.get('retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);
  return new Response(JSON.stringify(problem), { status: response.status, headers });
};
