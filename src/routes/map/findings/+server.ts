import { json } from '@sveltejs/kit';
import * as findings from '#lib/findings/reading/findings.server.ts';
import type { RequestHandler } from './$types';

/** Public findings of the province for the map: ?city&district as in the list. */
export const GET: RequestHandler = async ({ locals, url }) =>
  json(await findings.onMap(locals.db, url.searchParams));
