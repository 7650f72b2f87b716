import * as projects from '#lib/projects/browse.server.ts';
import { list } from '#lib/projects/schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = list.parse(url.searchParams);
  const { divisions, ...found } = await projects.browse(locals.db, query);
  return { query, found, places: await projects.places(locals.db, locals.lang, divisions) };
};
