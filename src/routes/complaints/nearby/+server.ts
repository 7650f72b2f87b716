import { json } from '@sveltejs/kit';
import { around } from '#lib/complaints/filing/around.server.ts';
import { readDraft } from '#lib/complaints/filing/draft.ts';
import type { RequestHandler } from './$types';

/** What others reported at ?project or ?lat&lng, those of ?category first, and the warranties of the project. */
export const GET: RequestHandler = async ({ locals, url }) =>
  json(
    await around(
      locals.db,
      readDraft((name) => url.searchParams.get(name))
    ),
    {
      headers: { 'cache-control': 'no-store' }
    }
  );
