import { error } from '@sveltejs/kit';
import { requireCompany } from '#lib/accounts/guard.server.ts';
import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { items } from '#lib/disclosures/import/plan.server.ts';
import { template } from '#lib/disclosures/import/template.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireCompany(event);
  const { db, t, lang } = event.locals;
  const wanted = event.url.searchParams.get('item');
  const item = (await items(db)).find((one) => one.item === wanted);
  if (!item) error(404, { code: 'disclosure_item_not_found', message: 'disclosure_item_not_found' });
  const name = t('disclosureImports.template.name', { item: inLanguage(item, 'name', lang) });
  return new Response(template(item, t), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="template-${item.item}.csv"; filename*=UTF-8''${encodeURIComponent(name)}.csv`
    }
  });
};
