import { ofProject } from '#lib/open-days/figures/figures.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  ofProject(locals, params.slug, url.searchParams);
