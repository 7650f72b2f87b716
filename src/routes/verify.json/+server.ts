import { error, json } from '@sveltejs/kit';
import { readHash } from '#lib/documents/documents.ts';
import * as documents from '#lib/documents/documents.server.ts';
import type { RequestHandler } from './$types';

/** ?hash=<SHA-256 in hex>: the versions that hold exactly this file. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const hash = readHash(url.searchParams.get('hash') ?? '');
  if (!hash) error(400, { code: 'hash_form', message: 'hash_form' });
  const holders = await documents.find(locals.db, hash);
  return json({ hash, holders }, { headers: { 'access-control-allow-origin': '*' } });
};
