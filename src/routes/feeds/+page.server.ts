import * as feeds from '#lib/journal/feeds.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => feeds.list(locals);
