import { load as read } from '#lib/open-data/quality/quality.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => read(locals);
