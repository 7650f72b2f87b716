import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { template } from '#lib/projects/import/template.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
  requireOfficer(event);
  const { lang } = event.locals;
  const name = encodeURIComponent(event.locals.t('imports.templateName'));
  return new Response(template(lang), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="template-${lang}.csv"; filename*=UTF-8''${name}.csv`
    }
  });
};
