import { csvOf } from '#lib/complaints/figures/csv.ts';
import { load } from '#lib/complaints/figures/figures.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const { division, figures } = await load(locals, url.searchParams);
  return new Response(csvOf(figures, locals.t), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="complaints-${division}-${figures.from}-${figures.to}.csv"`
    }
  });
};
