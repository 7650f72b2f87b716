import { csvOf } from '#lib/open-days/figures/csv.ts';
import { load } from '#lib/open-days/figures/figures.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const { division, from, to, figures } = await load(locals, url.searchParams);
  return new Response(csvOf(figures, locals.t), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="open-days-${division}-${from}-${to}.csv"`
    }
  });
};
