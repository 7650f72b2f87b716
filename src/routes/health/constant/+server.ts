import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { hub } from '#lib/server/hub.ts';

/** For `npm run bench` only: as many bytes as asked, to compare real pages with what the server can do at best. */
export const GET: RequestHandler = ({ url }) => {
  if (!hub().config.bench) error(404, { code: 'not_found', message: 'not_found' });
  const size = Math.min(Number(url.searchParams.get('size') ?? 1000), 4_000_000);
  return new Response(new Uint8Array(size).fill(120), { headers: { 'content-type': 'text/plain' } });
};
