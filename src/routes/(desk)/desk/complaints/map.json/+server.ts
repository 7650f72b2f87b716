import { json } from '@sveltejs/kit';
import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { map } from '#lib/complaints/desk/list.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  return json(await map(event.locals.db, event.url), { headers: { 'cache-control': 'private, no-store' } });
};
