import * as map from '#lib/map/settings.server.ts';
import * as projects from '#lib/projects/browse.server.ts';
import { list, view } from '#lib/projects/schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = list.parse(url.searchParams);
  // the map asks for what it shows itself
  const everywhere = new URLSearchParams(url.searchParams);
  everywhere.delete('box');
  const { divisions, ...found } = await projects.browse(locals.db, query);
  return {
    query,
    search: list.filterSearch(everywhere),
    view: view.parse(url.searchParams.get('view') ?? undefined),
    found,
    places: await projects.places(locals.db, locals.lang, divisions),
    map: map.settings()
  };
};
