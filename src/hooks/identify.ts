import { randomUUID } from 'node:crypto';
import type { Handle } from '@sveltejs/kit';
import { log } from '#lib/server/log.ts';
import { countRequest } from '#lib/server/metrics.ts';

/**
 * Names the request and writes one line about its answer: method, route, status, time. Never the address it came from,
 * nor the path with what may stand in it (codes, searches): some who read here have reason to fear being known.
 */
export const identify: Handle = async ({ event, resolve }) => {
  const started = performance.now();
  event.locals.requestId = randomUUID();
  const response = await resolve(event);
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  const cache = response.headers.get('x-cache') ?? 'none';
  countRequest(event.route.id ?? 'unknown', response.status, cache, milliseconds / 1000);
  log.info(
    {
      request: event.locals.requestId,
      method: event.request.method,
      route: event.route.id,
      status: response.status,
      ms: milliseconds,
      cache
    },
    'request'
  );
  response.headers.set('x-request-id', event.locals.requestId);
  return response;
};
