import type { Handle } from '@sveltejs/kit';
import { publicRoutes } from '#lib/accounts/public-routes.ts';
import { preflight } from '#lib/server/cross-origin.ts';
import { isMachineRoute } from './machine-routes.ts';

/** Browsers elsewhere may ask what is public data with conditions; the answer is the same for every such route. */
export const answerPreflight: Handle = ({ event, resolve }) => {
  const { request, route, url } = event;
  const open = (publicRoutes[route.id ?? ''] ?? 'never') !== 'never' || route.id?.startsWith('/open/');
  if (request.method === 'OPTIONS' && open && isMachineRoute(url.pathname)) return preflight();
  return resolve(event);
};
