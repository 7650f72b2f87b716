import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as bookings from '#lib/open-days/booking/bookings.server.ts';
import { own } from '#lib/open-days/list-schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  const query = own.parse(event.url.searchParams);
  return { query, found: await bookings.browse(event.locals.db, query) };
};
