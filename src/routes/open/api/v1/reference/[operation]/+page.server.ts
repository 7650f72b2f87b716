import { error } from '@sveltejs/kit';
import { originOf } from '#lib/open-data/http.ts';
import { operation } from '#lib/open-data/openapi/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => {
  const found = operation(locals.lang, params.operation);
  if (!found) error(404, { code: 'not_found', message: 'not_found' });
  return { operation: found, origin: originOf(url) };
};
