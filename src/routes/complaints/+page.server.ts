import { load as read } from '#lib/complaints/reading/list-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => read(locals, url.searchParams);
