import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { csv } from '#lib/complaints/desk/list.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  return new Response(await csv(event.locals, event.url), {
    headers: {
      'cache-control': 'private, no-store',
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="complaints.csv"'
    }
  });
};
