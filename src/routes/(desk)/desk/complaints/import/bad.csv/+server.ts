import { error } from '@sveltejs/kit';
import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { corrections } from '#lib/complaints/hotline/upload.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
  const who = requireOfficer(event);
  const csv = corrections.fetch(who.user_id, event.url.searchParams.get('id') ?? '');
  if (csv === null) error(404, { code: 'import_not_found', message: 'import_not_found' });
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="bad-orders.csv"'
    }
  });
};
