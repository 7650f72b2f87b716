import * as organizations from '#lib/organizations/organization-page.server.ts';
import { list } from '#lib/organizations/organization-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = list.parse(url.searchParams);
  return { query, found: await organizations.browse(locals.db, query) };
};
