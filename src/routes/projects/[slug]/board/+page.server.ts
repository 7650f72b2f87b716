import * as page from '#lib/disclosures/read-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { db, lang }, params, url }) =>
  page.board(db, params.slug, { url, lang });
