import { load as read } from '#lib/open-data/health/health-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, fetch }) => read(locals, fetch);
