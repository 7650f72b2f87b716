import * as card from '#lib/complaints/reading/card.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db, t }, params, url }) =>
  new Response(await card.png(db, params.slug, { url, t }), { headers: { 'content-type': 'image/png' } });
