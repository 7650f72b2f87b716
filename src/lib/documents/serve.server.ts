import { error, type RequestEvent } from '@sveltejs/kit';
import { hub } from '#lib/server/hub.ts';
import { matchesTag } from '#lib/server/public-cache.ts';
import * as documents from './documents.server.ts';
import { readRange } from './range.ts';
import type { ServedDocument } from './schema.ts';

/** Even where a browser would open it as something else, it may run nothing, load nothing and be framed nowhere. */
const inert = "default-src 'none'; sandbox; frame-ancestors 'none'";

const isPublic = ({ state }: ServedDocument) => state === 'published' || state === 'superseded';

/**
 * The bytes under an address never change, so browsers keep what is public. Shared caches ask again after an hour: a
 * bureau may withdraw what they hold.
 */
function caching(document: ServedDocument, signedIn: boolean): string {
  if (!isPublic(document)) return 'private, no-store';
  return signedIn
    ? 'private, max-age=31536000, immutable'
    : 'public, max-age=31536000, s-maxage=3600, immutable';
}

const plain = (name: string) => name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function disposition({ media_type, file_name }: ServedDocument): string {
  const kind = media_type === 'application/pdf' ? 'attachment' : 'inline';
  return `${kind}; filename="${plain(file_name)}"; filename*=UTF-8''${encoded(file_name)}`;
}

function headersOf(document: ServedDocument, signedIn: boolean): Headers {
  const digest = Buffer.from(document.sha256, 'hex').toString('base64');
  return new Headers({
    'content-type': document.media_type,
    'content-disposition': disposition(document),
    'content-security-policy': inert,
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    'cache-control': caching(document, signedIn),
    vary: 'Cookie',
    etag: `"${document.sha256}"`,
    // of the whole file, also where a part is answered (RFC 9530)
    'repr-digest': `sha-256=:${digest}:`
  });
}

function spanOf(request: Request, { bytes, sha256 }: ServedDocument) {
  const condition = request.headers.get('if-range');
  if (condition && condition !== `"${sha256}"`) return null;
  return readRange(request.headers.get('range'), bytes);
}

/** The public copy of a document, whole or in part, to whoever may see it. For the others it does not exist. */
export async function serve({ locals, request }: RequestEvent, id: string): Promise<Response> {
  const document = await documents.read(locals.db, id);
  if (!document) error(404, { code: 'not_found', message: 'not_found' });
  const headers = headersOf(document, locals.person !== null);
  if (matchesTag(request.headers.get('if-none-match'), `"${document.sha256}"`))
    return new Response(null, { status: 304, headers });

  const span = spanOf(request, document);
  if (span === 'unsatisfiable') {
    headers.set('content-range', `bytes */${String(document.bytes)}`);
    headers.delete('content-disposition');
    return new Response(null, { status: 416, headers });
  }
  const length = span ? span.end - span.start + 1 : document.bytes;
  headers.set('content-length', String(length));
  if (span)
    headers.set('content-range', `bytes ${String(span.start)}-${String(span.end)}/${String(document.bytes)}`);
  const status = span ? 206 : 200;
  if (request.method === 'HEAD') return new Response(null, { status, headers });

  const opened = await hub().files.open('public', document.sha256, span ?? undefined);
  // the row is there, its file is not: `hub verify` names it
  if (opened?.bytes !== document.bytes)
    throw new Error(`The file of document ${document.document_id} is not there.`);
  return new Response(opened.stream, { status, headers });
}
