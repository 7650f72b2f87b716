import { jsonOf } from '#lib/complaints/reading/list-csv.server.ts';
import type { RequestHandler } from './$types';

/** The list of /complaints with the same filters, in the columns of list.csv. */
export const GET: RequestHandler = async ({ locals: { db, t }, url }) =>
  Response.json(await jsonOf(db, { url, t }), {
    headers: { 'content-disposition': 'attachment; filename="complaints.json"' }
  });
