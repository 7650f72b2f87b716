import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { error, type RequestEvent } from '@sveltejs/kit';
import { readRange } from '#lib/documents/range.ts';
import { licence } from '#lib/open-data/licence.ts';
import { hub } from '#lib/server/hub.ts';
import type { Span } from '#lib/server/files/types.ts';
import { matchesTag } from '#lib/server/public-cache.ts';
import { manifestName, sumsName } from './names.ts';
import { nameOf, type Snapshot } from './schema.ts';
import * as snapshots from './snapshots.server.ts';
import { webStream } from './web-stream.ts';

const gone = (code: string): never => error(410, { code, message: code });
const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });

/** Names of files as this hub makes them: nothing that leads out of a folder. */
const form = /^[A-Za-z][\w-]*(?:\.[\w-]+)*$/;

interface Served {
  path: string;
  bytes: number;
  tag: string;
  type: string;
  /** Where it is known before it is sent. */
  digest: string | null;
}

async function find(one: Snapshot, name: string): Promise<Served> {
  const known = one.files.find((file) => file.name === name);
  const isManifest = name === manifestName;
  if (!form.test(name) || !(known || isManifest || name === sumsName)) missing();
  if (one.state !== 'kept' && !isManifest) gone(`snapshot_${one.state}`);
  const path = join(hub().config.snapshotsDir, nameOf(one), name);
  // the row is there, its folder is not: another node's, or not copied back after a restore
  const there = await stat(path).catch(() => null);
  if (!there) return error(503, { code: 'snapshot_elsewhere', message: 'snapshot_elsewhere' });
  const digest = known?.sha256 ?? (isManifest ? one.manifest_sha256 : null);
  const plain = known?.media_type ?? (isManifest ? 'application/json' : 'text/plain; charset=utf-8');
  // it is the packed file that is asked for, not a coding of what is in it
  const type = name.endsWith('.gz') ? 'application/gzip' : plain;
  return { path, bytes: there.size, tag: `"${digest ?? `${one.manifest_sha256}-sums`}"`, type, digest };
}

/**
 * What stands under an address never changes, so browsers keep it; it may be taken away, so that shared caches ask again
 * after an hour.
 */
function headersOf({ tag, type, digest }: Served, madeAt: string): Headers {
  return new Headers({
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, s-maxage=3600, immutable',
    etag: tag,
    'last-modified': new Date(madeAt).toUTCString(),
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag, Link, Last-Modified, Repr-Digest, Content-Range',
    'cross-origin-resource-policy': 'cross-origin',
    link: `<${licence.url}>; rel="license", </open/snapshots>; rel="collection", <datapackage.json>; rel="describedby"`,
    // of the whole file, also where a part is answered (RFC 9530)
    ...(digest && { 'repr-digest': `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:` })
  });
}

function spanOf(request: Request, { bytes, tag }: Served) {
  const condition = request.headers.get('if-range');
  return condition && condition !== tag ? null : readRange(request.headers.get('range'), bytes);
}

async function* pieces(path: string, span: Span | null): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, span ?? {})) if (piece instanceof Uint8Array) yield piece;
}

/** A file of a snapshot, whole or in part. */
export async function serve(
  { locals, request }: Pick<RequestEvent, 'locals' | 'request'>,
  day: string,
  name: string
): Promise<Response> {
  const found = (await snapshots.read(locals.db, day)) ?? missing();
  const served = await find(found.one, name);
  const headers = headersOf(served, found.one.made_at);
  if (matchesTag(request.headers.get('if-none-match'), served.tag))
    return new Response(null, { status: 304, headers });
  const span = spanOf(request, served);
  if (span === 'unsatisfiable') {
    headers.set('content-range', `bytes */${String(served.bytes)}`);
    return new Response(null, { status: 416, headers });
  }
  const length = span ? span.end - span.start + 1 : served.bytes;
  headers.set('content-length', String(length));
  if (span)
    headers.set('content-range', `bytes ${String(span.start)}-${String(span.end)}/${String(served.bytes)}`);
  const status = span ? 206 : 200;
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  return new Response(webStream(pieces(served.path, span)), { status, headers });
}
