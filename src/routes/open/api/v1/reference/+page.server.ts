import { contents } from '#lib/open-data/openapi/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => contents(locals.lang);
