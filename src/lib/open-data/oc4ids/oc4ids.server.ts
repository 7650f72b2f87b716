import { createHash } from 'node:crypto';
import { error, type RequestEvent } from '@sveltejs/kit';
import { answer } from '#lib/open-data/catalogue/answer.ts';
import { publisherOf } from '#lib/open-data/catalogue/publisher.ts';
import { links, originOf } from '#lib/open-data/http.ts';
import type { Client } from '#lib/server/client.ts';
import { letAnyoneRead } from '#lib/server/cross-origin.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { matchesTag } from '#lib/server/public-cache.ts';
import { revision } from '#lib/server/state.ts';
import { packageText, toPackage, type Wrapping } from './package.ts';
import { toProject, type Json, type Setting } from './project.ts';
import { page, wholes, type Page } from './rows.ts';

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

/** Page after page, as they are asked for: no more than one is held. */
async function* pagesFrom(db: Client, first: Page, origin: string): AsyncGenerator<Json[], void, undefined> {
  let found = first;
  for (;;) {
    yield projectsOf(found, origin);
    if (!found.next) return;
    found = await read(db, { after: found.next });
  }
}

/** /open/oc4ids/projects.json.gz: all projects, compressed while they are read. */
export async function bulkFile({
  locals,
  url,
  request
}: Event & Pick<RequestEvent, 'request'>): Promise<Response> {
  const origin = originOf(url);
  const head = await revision().current();
  const tag = createHash('sha256')
    .update(`oc4ids ${origin} ${head.revision}`)
    .digest('base64url')
    .slice(0, 22);
  // weak: the same projects, not the same bytes of gzip
  const headers = new Headers({ etag: `W/"${tag}"`, 'cache-control': 'public, max-age=60' });
  headers.set('last-modified', new Date(head.recorded_at).toUTCString());
  headers.set('link', links(origin, described));
  letAnyoneRead(headers);
  if (matchesTag(request.headers.get('if-none-match'), `"${tag}"`))
    return new Response(null, { status: 304, headers });
  const first = await read(locals.db, {});
  if (first.projects.length === 0) nothing();
  headers.set('content-type', 'application/gzip');
  headers.set('content-disposition', 'attachment; filename="oc4ids-projects.json.gz"');
  if (request.method === 'HEAD') return new Response(null, { headers });
  const wrapped = wrap(origin, `${origin}${path}.json.gz`, first.head.recorded_at);
  const text = packageText(wrapped, pagesFrom(locals.db, first, origin));
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
