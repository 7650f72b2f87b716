import { list, originOf } from '#lib/open-days/calendars.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...(await list(locals)),
  origin: originOf(url)
});
