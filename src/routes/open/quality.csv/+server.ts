import { csvOf } from '#lib/open-data/quality/csv.ts';
import { load } from '#lib/open-data/quality/quality.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) =>
  new Response(csvOf(await load(locals), locals.t), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="data-quality.csv"'
    }
  });
