import type { RequestEvent } from '@sveltejs/kit';
import { localise } from '#lib/i18n/paths.ts';
import { revision } from '#lib/server/state.ts';
import { datasets } from '../datasets/index.ts';
import { originOf } from '../http.ts';
import { licence } from '../licence.ts';
import { wordsIn } from '../openapi/words/index.ts';
import { readQuery } from '../query.ts';
import { headersOf } from './list.server.ts';

/** What there is: the data sets, and where the rest stands. */
export async function index({
  locals: { lang },
  url
}: Pick<RequestEvent, 'locals' | 'url'>): Promise<Response> {
  readQuery(url.searchParams, {});
  const origin = originOf(url);
  const at = (path: string) => origin + localise(path, lang);
  const { seq } = await revision().current();
  const body = {
    title: wordsIn(lang).w.title,
    version: 'v1',
    seq,
    licence: licence.url,
    openapi: at('/open/openapi.json'),
    reference: at('/open/api/v1/reference'),
    changes: at('/open/changes'),
    datasets: datasets.map(({ name, title, about, filters, place, past }) => ({
      name,
      title: title[lang],
      about: about[lang],
      rows: at(`/open/api/v1/${name}`),
      page: at(`/open/${name}`),
      filters: Object.keys(filters),
      place,
      past
    }))
  };
  return new Response(JSON.stringify(body), { headers: await headersOf(origin) });
}
