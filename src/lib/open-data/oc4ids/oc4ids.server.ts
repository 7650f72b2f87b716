import { createHash } from 'node:crypto';
import { error, type RequestEvent } from '@sveltejs/kit';
import { answer } from '#lib/open-data/catalogue/answer.ts';
import { publisherOf } from '#lib/open-data/catalogue/publisher.ts';
import { orBusy } from '#lib/open-data/export/busy.server.ts';
import { rowsOf } from '#lib/open-data/export/derive.ts';
import { cutOf } from '#lib/open-data/export/dumps.server.ts';
import { recordedAt } from '#lib/open-data/export/read.server.ts';
import { unlessGone } from '#lib/open-data/export/store.ts';
import { links, originOf } from '#lib/open-data/http.ts';
import type { Client } from '#lib/server/client.ts';
import { letAnyoneRead } from '#lib/server/cross-origin.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { matchesTag } from '#lib/server/public-cache.ts';
import { revision } from '#lib/server/state.ts';
import { packageText, toPackage, type Wrapping } from './package.ts';
import { toProject, type Json, type Setting } from './project.ts';
import { names, page, whole, wholes, type Page } from './rows.ts';
import { sourceOf, wholeProjects } from './source.server.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;

const perPage = 100;
const path = '/open/oc4ids/projects';
const type = 'application/json; charset=utf-8';
const schema =
  'https://standard.open-contracting.org/infrastructure/schema/0__9__5/project-package-schema.json';
const described = { describedby: schema };

async function read(db: Client, ask: { slug?: string; after?: string | null }): Promise<Page> {
  const asked = { slug: ask.slug ?? null, after: ask.after ?? null, page_size: perPage };
  return unwrap(await db.rpc('open_whole_projects', asked), page);
}

function projectsOf(found: Page, origin: string): Json[] {
  const setting: Setting = { origin, prefix: hub().config.HUB_OC4IDS_PREFIX, names: found };
  return wholes(found).map((whole) => toProject(whole, setting));
}

function wrap(origin: string, uri: string, recordedAt: string, next: string | null = null): Wrapping {
  return { origin, uri, publisher: publisherOf(hub().config), publishedDate: recordedAt, next };
}

/** The standard has no package without a project. */
const nothing = (): never => error(404, { code: 'oc4ids_empty', message: 'oc4ids_empty' });

/** /open/oc4ids/projects.json: a page of projects. */
export async function pageFile({ locals, url }: Event): Promise<Response> {
  const origin = originOf(url);
  const after = url.searchParams.get('after');
  const found = await read(locals.db, { after });
  if (found.projects.length === 0) nothing();
  const addressOf = (from: string | null) =>
    `${origin}${path}.json${from ? `?after=${encodeURIComponent(from)}` : ''}`;
  const next = found.next ? addressOf(found.next) : null;
  const wrapped = wrap(origin, addressOf(after), found.head.recorded_at, next);
  return answer(JSON.stringify(toPackage(projectsOf(found, origin), wrapped)), {
    origin,
    type,
    modified: found.head.recorded_at,
    more: { ...described, ...(next && { next }) }
  });
}

/** /open/oc4ids/projects/<slug>.json: a package of one project. */
export async function projectFile({ locals, url }: Event, slug: string): Promise<Response> {
  const origin = originOf(url);
  const found = await read(locals.db, { slug });
  if (found.projects.length === 0) error(404, { code: 'not_found', message: 'not_found' });
  const uri = `${origin}${path}/${slug}.json`;
  const made = toPackage(projectsOf(found, origin), wrap(origin, uri, found.head.recorded_at));
  return answer(JSON.stringify(made), { origin, type, modified: found.head.recorded_at, more: described });
}

/** The file of all projects, open at its beginning. Another process may remove it before; then it is made anew. */
async function openWholes(signal: AbortSignal) {
  const { seq } = await revision().current();
  const asked = { dataset: wholeProjects, source: sourceOf(hub()), signal };
  for (let turn = 1; turn <= 3; turn += 1) {
    const cut = await cutOf(hub(), asked, seq);
    const batches = rowsOf(cut);
    const first = await unlessGone(batches.next());
    if (first && !first.done) return { cut, first: first.value, batches };
  }
  throw new Error('the file of all projects was removed as often as it was made');
}
type Opened = Awaited<ReturnType<typeof openWholes>>;

/** Projects as the file has them, with the names on its first line: no more than some are held. */
async function* projectsIn({ first, batches }: Opened, origin: string): AsyncGenerator<Json[], void> {
  const [line, ...rest] = first;
  const setting = { origin, prefix: hub().config.HUB_OC4IDS_PREFIX, names: names.parse(line) };
  const told = (rows: readonly unknown[]) => rows.map((row) => toProject(whole.parse(row), setting));
  yield told(rest);
  for await (const rows of batches) yield told(rows);
}

/** /open/oc4ids/projects.json.gz: all projects as of one entry of the journal, compressed while they are read. */
export async function bulkFile(
  event: Event & Pick<RequestEvent, 'request' | 'setHeaders'>
): Promise<Response> {
  const { locals, url, request } = event;
  const origin = originOf(url);
  const opened = await orBusy(event, () => openWholes(request.signal));
  const { cut, batches } = opened;
  const recorded = (await recordedAt(locals.db, cut.seq)) ?? cut.changedAt;
  const tag = createHash('sha256').update(`oc4ids ${origin} ${cut.sha256}`).digest('base64url').slice(0, 22);
  // weak: the same projects, not the same bytes of gzip
  const headers = new Headers({ etag: `W/"${tag}"`, 'cache-control': 'public, max-age=60' });
  headers.set('last-modified', new Date(recorded).toUTCString());
  headers.set('link', links(origin, described));
  headers.set('x-journal-seq', String(cut.seq));
  letAnyoneRead(headers);
  const isSame = matchesTag(request.headers.get('if-none-match'), `"${tag}"`);
  if (isSame || request.method === 'HEAD' || cut.rows < 2) await batches.return();
  if (cut.rows < 2) nothing();
  if (isSame) return new Response(null, { status: 304, headers });
  headers.set('content-type', 'application/gzip');
  headers.set('content-disposition', 'attachment; filename="oc4ids-projects.json.gz"');
  if (request.method === 'HEAD') return new Response(null, { headers });
  const text = packageText(wrap(origin, `${origin}${path}.json.gz`, recorded), projectsIn(opened, origin));
  return new Response(bytesOf(text).pipeThrough(new CompressionStream('gzip')), { headers });
}

const encoder = new TextEncoder();

/** Asks for the next piece when the reader took the last one, and for no more once the reader is gone. */
function bytesOf(text: AsyncGenerator<string, void, undefined>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await text.return();
    }
  });
}
