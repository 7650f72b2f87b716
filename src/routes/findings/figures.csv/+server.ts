import { csvOf } from '#lib/findings/figures/csv.ts';
import { load } from '#lib/findings/figures/figures.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const { division, developer, project, from, to, figures } = await load(locals, url.searchParams);
  const about = division ?? developer ?? project ?? '';
  return new Response(csvOf(figures, locals.t), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="findings-${about}-${from}-${to}.csv"`
    }
  });
};
