import { load as read } from '#lib/open-data/pages/dataset-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => read(locals, params.dataset, url);
