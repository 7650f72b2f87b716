import type { Handle } from '@sveltejs/kit';
import { requireAccount } from '#lib/accounts/guard.server.ts';
import { publicRoutes } from '#lib/accounts/public-routes.ts';

/** Default deny: a route that is not on the public list is closed to visitors, whatever its file forgets. */
export const closeRoutes: Handle = ({ event, resolve }) => {
  if (event.route.id !== null && !(event.route.id in publicRoutes)) requireAccount(event);
  return resolve(event);
};
