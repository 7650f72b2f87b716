import { load as read } from '#lib/findings/reading/rules.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => read(locals.db);
