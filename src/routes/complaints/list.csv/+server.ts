import { csvOf } from '#lib/complaints/reading/list-csv.server.ts';
import type { RequestHandler } from './$types';

/** The list of /complaints with the same filters. */
export const GET: RequestHandler = async ({ locals: { db, t }, url }) =>
  new Response(await csvOf(db, { url, t }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="complaints.csv"'
    }
  });
