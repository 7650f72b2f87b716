import { error } from '@sveltejs/kit';
import * as snapshots from '#lib/open-data/snapshots/snapshots.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const found = await snapshots.read(locals.db, params.day);
  if (!found) error(404, { code: 'not_found', message: 'not_found' });
  return found;
};
