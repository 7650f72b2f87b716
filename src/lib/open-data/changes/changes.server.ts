import { error, json, type RequestEvent } from '@sveltejs/kit';
import { network } from '#lib/accounts/limits.server.ts';
import { unwrap } from '#lib/server/errors.ts';
import { letAnyoneRead } from '#lib/server/cross-origin.ts';
import { publicCache, revision, waiting } from '#lib/server/state.ts';
import type { Waited } from '#lib/server/waiting.ts';
import { links, originOf } from '../http.ts';
import { readQuery } from '../query.ts';
import { asked, changed } from './schema.ts';
import { contentTypes, write, type Form } from './write.ts';

const pathOf: Record<Form, string> = { json: '/open/changes', ndjson: '/open/changes.ndjson' };

/** A number that the journal has not reached comes from another hub, or from before a backup was restored. */
async function refuseAhead(after: number): Promise<void> {
  if ((await revision().current()).seq >= after) return;
  revision().touch();
  const { seq } = await revision().current();
  if (seq < after) error(400, { code: 'open_after_ahead', message: 'open_after_ahead', detail: String(seq) });
}

/** Busy: the asker may come back, or ask without waiting. */
function refusal(waited: Waited): Response | null {
  if (waited === 'full')
    return json({ code: 'open_waiting_full' }, { status: 503, headers: { 'retry-after': '30' } });
  if (waited === 'too_many')
    return json({ code: 'open_waiting_too_many' }, { status: 429, headers: { 'retry-after': '30' } });
  return null;
}

/**
 * What changed since a number of the journal. Where nothing did, the request may wait: it holds no connection to the
 * database, and all that wait for the same share one answer from memory.
 */
export async function answer(
  event: Pick<RequestEvent, 'locals' | 'url' | 'request' | 'getClientAddress'>,
  form: Form
): Promise<Response> {
  const { locals, url, request } = event;
  const { after, wait, limit } = readQuery(url.searchParams, asked);
  await refuseAhead(after);
  const address = network(event.getClientAddress());
  const waited = await waiting().until({
    after,
    milliseconds: wait * 1000,
    address,
    signal: request.signal
  });
  const refused = refusal(waited);
  if (refused) return refused;

  const head = await revision().current();
  const origin = originOf(url);
  const at = (number: number) => `${origin}${pathOf[form]}?after=${number}&limit=${limit}`;
  const kept = await publicCache().respond(request, `changes ${at(after)}`, head.revision, async () => {
    const found = unwrap(await locals.db.rpc('open_changes', { after, page_size: limit }), changed);
    const headers = new Headers({
      'content-type': contentTypes[form],
      'cache-control': 'public, max-age=0, must-revalidate',
      'last-modified': new Date(head.recorded_at).toUTCString(),
      link: links(origin, { next: at(found.next) })
    });
    return new Response(write(form, { after, ...found, next_url: at(found.next) }), { headers });
  });
  letAnyoneRead(kept.headers);
  return kept;
}
