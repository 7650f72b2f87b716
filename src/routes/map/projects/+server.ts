import { json } from '@sveltejs/kit';
import * as projects from '#lib/projects/browse.server.ts';
import type { RequestHandler } from './$types';

/** What the map shows: ?west&south&east&north&zoom and the filters of the list. */
export const GET: RequestHandler = async ({ locals, url }) =>
  json(await projects.onMap(locals.db, url.searchParams));
