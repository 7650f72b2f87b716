import type { HandleServerError } from '@sveltejs/kit';
import { log } from '#lib/server/log.ts';

/** What nobody foresaw: the log gets name, place and code; the person gets the id of the request and no internals. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  const { requestId } = event.locals;
  if (status === 404) return { code: 'not_found', message: 'not_found', requestId };
  const known = error instanceof Error ? { name: error.name, stack: error.stack, cause: error.cause } : {};
  log.error({ request: requestId, route: event.route.id, ...known }, 'unexpected error');
  return { code: 'internal', message: 'internal', requestId };
};
