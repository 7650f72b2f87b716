import { error, redirect } from '@sveltejs/kit';
import { localise } from '#lib/i18n/paths.ts';
import { compose } from '#lib/open-data/openapi/compose.ts';
import { operation } from '#lib/open-data/openapi/reference.ts';
import type { RequestHandler } from './$types';

/** Where scripts are off, the form of an operation leads here, and from here to the data. */
export const GET: RequestHandler = ({ locals: { lang }, params, url }) => {
  const found = operation(lang, params.operation);
  if (found?.method !== 'get') error(404, { code: 'not_found', message: 'not_found' });
  const address = compose(found, (name) => url.searchParams.get(name) ?? '');
  redirect(303, localise(address ?? `/open/api/v1/reference/${found.id}`, lang));
};
