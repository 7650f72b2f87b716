import { load as read } from '#lib/open-data/pages/catalogue-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => read(locals, url);
