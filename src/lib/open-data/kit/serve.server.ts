import { error, type RequestEvent } from '@sveltejs/kit';
import * as limits from '#lib/accounts/limits.server.ts';
import { licence } from '#lib/open-data/licence.ts';
import { webStream } from '#lib/open-data/snapshots/web-stream.ts';
import { hub } from '#lib/server/hub.ts';
import { matchesTag } from '#lib/server/public-cache.ts';
import { archive } from './archive.server.ts';
import { contents } from './contents.server.ts';
import { read } from './read.server.ts';

/** Kits that one process makes at the same time, in all and for one network: each holds the rows of a project until it is sent. */
const atOnce = { all: 32, network: 3 };
const underWay = new Map<string, number>();

async function open(sha256: string): Promise<ReadableStream<Uint8Array>> {
  const opened = await hub().files.open('public', sha256);
  // the row is there, its file is not: `hub verify` names it
  if (!opened) throw new Error(`The file ${sha256} is not there.`);
  return opened.stream;
}

async function countTry({ setHeaders }: RequestEvent, network: string): Promise<void> {
  if (hub().config.bench) return;
  const wait = await limits.use('kit_address', network);
  if (wait === 0) return;
  setHeaders({ 'retry-after': String(wait) });
  error(429, { code: 'too_many_requests', message: 'too_many_requests', detail: String(wait) });
}

/** Takes a place until what is returned is called, or refuses: readers that take nothing hold up nobody but themselves. */
function enter(network: string): () => void {
  const mine = underWay.get(network) ?? 0;
  const all = [...underWay.values()].reduce((sum, n) => sum + n, 0);
  if (mine >= atOnce.network || all >= atOnce.all) error(503, { code: 'kit_busy', message: 'kit_busy' });
  underWay.set(network, mine + 1);
  let isIn = true;
  return () => {
    if (!isIn) return;
    isIn = false;
    const left = (underWay.get(network) ?? 1) - 1;
    if (left > 0) underWay.set(network, left);
    else underWay.delete(network);
  };
}

/** The kit of a project. */
export async function serve(event: RequestEvent, slug: string): Promise<Response> {
  const { locals, request, url } = event;
  const network = limits.network(event.getClientAddress());
  await countTry(event, network);
  const leave = enter(network);
  try {
    const kit = await read(locals.db, slug);
    if (!kit) error(404, { code: 'not_found', message: 'not_found' });
    // of the whole hub's journal: the checkpoint in it is of that entry
    const etag = `"kit-${slug}-${String(kit.seq)}"`;
    const headers = new Headers({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="sunlit-${slug}-${String(kit.seq)}.zip"`,
      'cache-control': 'public, max-age=0, must-revalidate',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Link, Content-Disposition',
      'cross-origin-resource-policy': 'cross-origin',
      etag: `W/${etag}`,
      link: `<${licence.url}>; rel="license"`
    });
    if (matchesTag(request.headers.get('if-none-match'), etag)) {
      leave();
      return new Response(null, { status: 304, headers });
    }
    const origin = hub().config.ORIGIN ?? url.origin;
    const zip = archive(await contents(hub(), slug, kit, origin), `sunlit-${slug}`, open);
    headers.set('content-length', String(await zip.size));
    if (request.method !== 'HEAD') return new Response(webStream(zip.pieces(), leave), { headers });
    leave();
    return new Response(null, { headers });
  } catch (failure) {
    leave();
    throw failure;
  }
}
