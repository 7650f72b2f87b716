import { csvOf } from '#lib/open-days/figures/csv.ts';
import { ofProject } from '#lib/open-days/figures/figures.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { figures } = await ofProject(locals, params.slug, url.searchParams);
  return new Response(csvOf(figures, locals.t), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="open-days-${params.slug}.csv"`
    }
  });
};
