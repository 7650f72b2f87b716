import * as page from '#lib/disclosures/read-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { db, lang }, params, url }) =>
  page.current(db, params.slug, { url, lang });
