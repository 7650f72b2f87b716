import { load as read } from '#lib/complaints/reading/project-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => read(locals.db, params.slug);
