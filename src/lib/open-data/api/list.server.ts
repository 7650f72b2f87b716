import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { revision } from '#lib/server/state.ts';
import { readFilters } from '../datasets/ask.ts';
import { datasetOf, type Dataset } from '../datasets/index.ts';
import { links, originOf } from '../http.ts';
import { licence } from '../licence.ts';
import { answerTo, readQuery, wrong } from '../query.ts';
import { fingerprint, readCursor, writeCursor, type Place } from './cursor.ts';
import { frame, page } from './schema.ts';

type Asker = Pick<RequestEvent, 'locals' | 'url'>;
type Filters = Record<string, unknown>;
interface Question {
  dataset: Dataset;
  filters: Filters;
  at: number | undefined;
  after: string | null;
  limit: number;
}

export function datasetNamed(name: string): Dataset {
  const found = datasetOf(name);
  if (!found) error(404, { code: 'unknown_dataset', message: 'unknown_dataset' });
  return found;
}

/** The headers of each answer of the API. */
export async function headersOf(origin: string, more: Record<string, string> = {}): Promise<Headers> {
  const { recorded_at } = await revision().current();
  return new Headers({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=60',
    'last-modified': new Date(recorded_at).toUTCString(),
    link: links(origin, more)
  });
}

/** The key after which a list goes on; a cursor of another list would leave out rows without a word. */
function place(cursor: string | undefined, dataset: string, filters: string): string | null {
  if (cursor === undefined) return null;
  const found = readCursor(cursor);
  if (!found) error(400, { code: 'open_cursor_damaged', message: 'open_cursor_damaged' });
  if (found.dataset !== dataset || found.filters !== filters)
    error(400, { code: 'open_cursor_elsewhere', message: 'open_cursor_elsewhere' });
  return found.key;
}

function read({ db }: App.Locals, { dataset, filters, at, after, limit }: Question) {
  const asked = { dataset: dataset.name, filters, after, page_size: limit };
  return at === undefined ? db.rpc('open_rows', asked) : db.rpc('open_rows_at', { ...asked, at });
}

const count = async ({ db }: App.Locals, { dataset, filters }: Question): Promise<number> =>
  answerTo(await db.rpc('open_count', { dataset: dataset.name, filters }), z.number());

async function refuseFuture(at: number): Promise<void> {
  const { seq } = await revision().current();
  if (at > seq) error(400, { code: 'open_at_ahead', message: 'open_at_ahead', detail: String(seq) });
}

/** What is asked for: the frame and the filters. Nothing that is wrong or unknown is passed over. */
function question(dataset: Dataset, params: URLSearchParams) {
  const names = Object.keys(frame);
  const asked = readFilters(dataset, params, names);
  if (!asked.ok) {
    const [first] = asked.wrong;
    const code = first?.problem === 'unknown' ? 'open_parameter_unknown' : 'open_parameter_wrong';
    wrong(code, first?.parameter ?? '');
  }
  const own = new URLSearchParams([...params].filter(([name]) => names.includes(name)));
  return { ...readQuery(own, frame), filters: asked.filters };
}

/** A page of the rows of a data set, with the address of the next one. */
export async function list({ locals, url }: Asker, name: string): Promise<Response> {
  const dataset = datasetNamed(name);
  const { limit, cursor, count: counted, at, filters } = question(dataset, url.searchParams);
  if (at !== undefined) {
    if (!dataset.past) error(400, { code: 'open_at_unknown', message: 'open_at_unknown' });
    if (counted === '1') wrong('open_parameter_wrong', 'count');
    await refuseFuture(at);
  }
  const mark = fingerprint({ ...filters, at });
  const asked: Question = { dataset, filters, at, after: place(cursor, name, mark), limit };
  const found = answerTo(await read(locals, asked), page);
  const total = counted === '1' ? { count: await count(locals, asked) } : {};

  const origin = originOf(url);
  const more = found.next === null ? null : { dataset: name, filters: mark, key: found.next };
  const next = more && origin + following(url, more);
  const body = {
    dataset: name,
    seq: at ?? found.head,
    licence: licence.url,
    ...total,
    next,
    rows: found.rows.map(([, row]) => row)
  };
  const headers = await headersOf(origin, next === null ? {} : { next });
  return new Response(JSON.stringify(body), { headers });
}

function following(url: URL, at: Place): string {
  const params = new URLSearchParams(url.searchParams);
  params.set('cursor', writeCursor(at));
  return `${url.pathname}?${params.toString()}`;
}
