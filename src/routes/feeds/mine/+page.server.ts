import { load as read } from '#lib/journal/lists/mine.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => read(locals, url);
