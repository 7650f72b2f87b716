import { error } from '@sveltejs/kit';
import { requireCompany } from '#lib/accounts/guard.server.ts';
import { corrections } from '#lib/disclosures/import/import.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
  const who = requireCompany(event);
  const csv = corrections.fetch(who.user_id, event.url.searchParams.get('id') ?? '');
  if (csv === null) error(404, { code: 'import_not_found', message: 'import_not_found' });
  const name = encodeURIComponent(event.locals.t('disclosureImports.badName'));
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="bad-rows.csv"; filename*=UTF-8''${name}.csv`
    }
  });
};
