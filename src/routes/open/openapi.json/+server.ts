import { originOf } from '#lib/open-data/http.ts';
import { document } from '#lib/open-data/openapi/document.ts';
import type { RequestHandler } from './$types';

/** Every endpoint for programs, as OpenAPI 3.1. */
export const GET: RequestHandler = ({ locals, url }) =>
  new Response(JSON.stringify(document(locals.lang, originOf(url)), null, 1), {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=3600' }
  });
