import { error, isHttpError, type RequestEvent } from '@sveltejs/kit';
import type { FileHandle } from 'node:fs/promises';
import * as attempts from '#lib/accounts/limits.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { letAnyoneRead } from '#lib/server/cross-origin.ts';
import { hub } from '#lib/server/hub.ts';
import { matchesTag, negotiate, type Encoding } from '#lib/server/public-cache.ts';
import { revision } from '#lib/server/state.ts';
import { links, originOf } from '../http.ts';
import { readQuestion, type Question } from './ask.server.ts';
import { bodyOf, openNow } from './body.ts';
import { orBusy } from './busy.server.ts';
import { derive, type Stored } from './derive.ts';
import { cutOf, isReady } from './dumps.server.ts';
import { contentTypes } from './formats.ts';
import { unlessGone, type Cut } from './store.ts';

type Event = Pick<RequestEvent, 'params' | 'url' | 'request' | 'getClientAddress' | 'setHeaders'>;

interface Found {
  cut: Cut;
  stored: Stored;
  file: FileHandle;
}

/** What stands ready costs next to nothing; what has to be read from the database first is counted. */
async function count({ getClientAddress, setHeaders }: Event): Promise<void> {
  if (hub().config.bench) return;
  const wait = await attempts.use('export_address', attempts.network(getClientAddress()));
  if (wait === 0) return;
  setHeaders({ 'retry-after': String(wait) });
  error(429, { code: 'too_many_requests', message: 'too_many_requests', detail: String(wait) });
}

async function headFor(at: number | null): Promise<number> {
  const { seq } = await revision().current();
  if (at !== null && at > seq)
    error(400, { code: 'open_at_ahead', message: 'open_at_ahead', detail: String(seq) });
  return seq;
}

/** The file of an export, opened. Another process may remove it between making and opening; then it is made anew. */
async function find(event: Event, { dataset, filters, at, variant }: Question): Promise<Found> {
  const head = await headFor(at);
  const asked = { dataset, filters, at, signal: event.request.signal };
  const isCounted = (Object.keys(filters).length > 0 || at !== null) && !(await isReady(hub(), asked, head));
  if (isCounted) await count(event);
  for (let turn = 1; turn <= 3; turn += 1) {
    const cut = await cutOf(hub(), asked, head);
    const stored = await unlessGone(derive(cut, dataset, variant));
    const file = stored && (await openNow(stored.path));
    if (stored && file) return { cut, stored, file };
  }
  throw new Error('an export was removed as often as it was made');
}

const endings = { csv: 'csv', excel: 'excel.csv', json: 'json', ndjson: 'ndjson', geojson: 'geojson' };

/** `sunlit-projects-2026-11-30-s1234.csv`: what, of which day, at which entry of the journal. */
function fileName({ dataset, variant, search }: Question, { seq }: Cut): string {
  const part = search === '' ? '' : '-part';
  return `sunlit-${dataset.name.replaceAll('_', '-')}${part}-${calendarDay()}-s${String(seq)}.${endings[variant]}`;
}

function headersOf(event: Event, question: Question, { cut, stored }: Found, encoding: Encoding): Headers {
  const origin = originOf(event.url);
  const digest = Buffer.from(stored.sha256, 'hex');
  const tag = `"${digest.toString('base64url').slice(0, 22)}"`;
  const headers = new Headers({
    'content-type': contentTypes[question.variant],
    'content-disposition': `attachment; filename="${fileName(question, cut)}"`,
    'cache-control': 'public, max-age=60',
    vary: 'Accept-Encoding',
    etag: encoding === 'identity' ? tag : `W/${tag}`,
    'last-modified': new Date(cut.changedAt).toUTCString(),
    link: links(origin, { describedby: `${origin}/open/${question.dataset.name}` }),
    'x-journal-seq': String(cut.seq),
    'x-row-count': String(cut.rows)
  });
  letAnyoneRead(headers);
  const exposed = headers.get('access-control-expose-headers') ?? '';
  const own = 'Content-Disposition, X-Journal-Seq, X-Row-Count';
  headers.set('access-control-expose-headers', `${exposed}, ${own}`);
  if (encoding === 'identity') {
    headers.set('content-length', String(stored.bytes));
    headers.set('repr-digest', `sha-256=:${digest.toString('base64')}:`);
  } else headers.set('content-encoding', encoding);
  return headers;
}

/** RFC 9110, 13.2.2: the tag decides, and where none is given the time. */
function isUnchanged({ headers: asked }: Request, headers: Headers): boolean {
  const tags = asked.get('if-none-match');
  if (tags !== null) return matchesTag(tags, headers.get('etag') ?? '');
  const since = Date.parse(asked.get('if-modified-since') ?? '');
  return Date.parse(headers.get('last-modified') ?? '') <= since;
}

async function answerFound(event: Event, question: Question, found: Found): Promise<Response> {
  const { request } = event;
  const encoding = negotiate(request.headers.get('accept-encoding'));
  const headers = headersOf(event, question, found, encoding);
  if (isUnchanged(request, headers)) {
    await found.file.close();
    for (const name of [
      'content-type',
      'content-length',
      'content-encoding',
      'content-disposition',
      'repr-digest'
    ])
      headers.delete(name);
    return new Response(null, { status: 304, headers });
  }
  if (request.method === 'HEAD') {
    await found.file.close();
    return new Response(null, { headers });
  }
  return new Response(bodyOf(found.file, encoding), { headers });
}

/** A data set, or what of it passes the filters, as a file: `/open/<dataset>.<format>`. */
export async function answer(event: Event): Promise<Response> {
  const { dataset = '', format = '' } = event.params;
  const question = readQuestion(dataset, format, event.url.searchParams);
  try {
    return await orBusy(event, async () => answerFound(event, question, await find(event, question)));
  } catch (thrown) {
    // a parameter of the address that says nothing, not a form that somebody can correct
    if (isHttpError(thrown, 422) && thrown.body.code === 'past_not_kept') {
      const { code, detail } = thrown.body;
      error(400, { code, message: code, detail });
    }
    throw thrown;
  }
}
