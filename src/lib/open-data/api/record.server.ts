import { error, type RequestEvent } from '@sveltejs/kit';
import { unwrap } from '#lib/server/errors.ts';
import { originOf } from '../http.ts';
import { licence } from '../licence.ts';
import { readQuery } from '../query.ts';
import { datasetNamed, headersOf } from './list.server.ts';
import { record } from './schema.ts';

/** One record by its public id. What was public and is no longer is gone, not unknown. */
export async function one(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  name: string,
  id: string
): Promise<Response> {
  const dataset = datasetNamed(name);
  readQuery(url.searchParams, {});
  const found = unwrap(await locals.db.rpc('open_record', { dataset: dataset.name, id }), record);
  if (found.row === null) {
    if (found.removed_at === null)
      error(404, { code: 'open_record_unknown', message: 'open_record_unknown' });
    error(410, { code: 'open_record_gone', message: 'open_record_gone', detail: String(found.removed_at) });
  }
  const body = { dataset: name, seq: found.head, licence: licence.url, row: found.row };
  return new Response(JSON.stringify(body), { headers: await headersOf(originOf(url)) });
}
