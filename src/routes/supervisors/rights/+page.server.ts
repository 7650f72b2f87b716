import * as supervisors from '#lib/supervisors/supervisors.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db } }) => ({
  rules: await supervisors.rules(db)
});
