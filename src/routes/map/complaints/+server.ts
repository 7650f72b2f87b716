import { json } from '@sveltejs/kit';
import * as complaints from '#lib/complaints/reading/complaints.server.ts';
import type { RequestHandler } from './$types';

/** Public complaints of the province for the map: ?city&district as in the list. */
export const GET: RequestHandler = async ({ locals, url }) =>
  json(await complaints.onMap(locals.db, url.searchParams));
