import * as divisions from '#lib/divisions/division-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => ({
  division: await divisions.read(locals.db, params.code)
});
