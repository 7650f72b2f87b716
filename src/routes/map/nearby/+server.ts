import { json } from '@sveltejs/kit';
import * as projects from '#lib/projects/browse.server.ts';
import type { RequestHandler } from './$types';

/** Works around ?lat&lng. Where somebody stands is kept nowhere: not in a cache, not in the log. */
export const GET: RequestHandler = async ({ locals, url }) =>
  json(await projects.near(locals.db, url.searchParams), { headers: { 'cache-control': 'no-store' } });
