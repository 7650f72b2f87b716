import * as organizations from '#lib/organizations/organization-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => ({
  organization: await organizations.read(locals.db, params.slug)
});
