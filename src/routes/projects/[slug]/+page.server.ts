import * as page from '#lib/projects/project-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params, locals, url }) => page.read(locals.db, params.slug, url);
