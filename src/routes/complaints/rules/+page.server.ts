import * as complaints from '#lib/complaints/reading/complaints.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => complaints.rules(locals.db);
