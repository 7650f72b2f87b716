import { list } from '#lib/open-data/snapshots/list.ts';
import * as snapshots from '#lib/open-data/snapshots/snapshots.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { page, size } = list.parse(url.searchParams);
  return { ...(await snapshots.list(locals.db, page, size)), page, size };
};
