import { json } from '@sveltejs/kit';
import { challenge } from '#lib/complaints/filing/proof.server.ts';
import type { RequestHandler } from './$types';

/** A piece of work for a browser that is about to file a complaint. Each is good once. */
export const GET: RequestHandler = async () =>
  json(await challenge(), { headers: { 'cache-control': 'no-store' } });
