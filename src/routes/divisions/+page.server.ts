import * as divisions from '#lib/divisions/division-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => divisions.list(locals.db);
