import * as page from '#lib/complaints/reading/page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { db, lang }, params, url }) =>
  page.read(db, params.slug, { url, lang });
