import { json } from '@sveltejs/kit';
import * as openDays from '#lib/open-days/days.server.ts';
import type { RequestHandler } from './$types';

/** Coming open days of the province for the map: ?city&district as in the list. */
export const GET: RequestHandler = async ({ locals, url }) =>
  json(await openDays.onMap(locals.db, url.searchParams));
