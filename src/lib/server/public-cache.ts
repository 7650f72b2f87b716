import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressors = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 6 })
};
export type Encoding = keyof typeof compressors | 'identity';

interface Entry {
  version: string;
  bytes: Uint8Array<ArrayBuffer>;
  headers: [string, string][];
  etag: string;
  encoded: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>;
  digests: Partial<Record<Encoding, string>>;
}

/** Already small or already compressed: not worth the work. */
const worthCompressing = (entry: Entry) => {
  const type = entry.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  return entry.bytes.length > 800 && /text|json|xml|javascript|svg|csv/.test(type);
};

/** The best coding a client says it takes. `*` and quality values below 1 are not worth telling apart here. */
export function negotiate(accepted: string | null): Encoding {
  const names = (accepted ?? '').split(',').map((part) => part.trim());
  for (const coding of ['br', 'gzip'] as const) {
    if (names.some((name) => name === coding || (name.startsWith(`${coding};`) && !/q=0(\.0*)?$/.test(name))))
      return coding;
  }
  return 'identity';
}

/** RFC 9530: of the bytes of this very coding, so that whoever keeps them as they came can check them. */
const digestOf = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Entity tags compare weakly (RFC 9110, 8.8.3.2): compression changes the bytes, not what they say. */
export function matchesTag(ifNoneMatch: string | null, etag: string): boolean {
  if (!ifNoneMatch) return false;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => plain(tag) === plain(etag));
}

/** RFC 9110, 13.1.3: only looked at when there is no If-None-Match. */
function notModifiedSince(request: Request, entry: Entry): boolean {
  const since = request.headers.get('if-modified-since');
  const changed = entry.headers.find(([name]) => name === 'last-modified')?.[1];
  if (!since || !changed || request.headers.has('if-none-match')) return false;
  return Date.parse(changed) <= Date.parse(since);
}

/**
 * Answers to visitors' GETs, kept in memory until the version of what is public moves on. Compressed once per version
 * and coding. The least recently used go first when `limit` bytes are reached.
 */
export function createPublicCache(limit = 64 * 1024 * 1024) {
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<Entry | null>>();
  let size = 0;

  const weight = (entry: Entry) =>
    entry.bytes.length + Object.values(entry.encoded).reduce((sum, bytes) => sum + bytes.length, 0) + 500;

  function drop(key: string) {
    const entry = entries.get(key);
    if (entry) size -= weight(entry);
    entries.delete(key);
  }

  function keep(key: string, entry: Entry) {
    drop(key);
    entries.set(key, entry);
    size += weight(entry);
    for (const oldest of entries.keys()) {
      if (size <= limit) break;
      drop(oldest);
    }
  }

  async function encode(key: string, entry: Entry, wanted: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    if (wanted === 'identity') return entry.bytes;
    const known = entry.encoded[wanted];
    if (known) return known;
    const encoded = new Uint8Array(await compressors[wanted](entry.bytes));
    entry.encoded[wanted] = encoded;
    if (entries.get(key) === entry) size += encoded.length;
    return encoded;
  }

  async function answer(request: Request, key: string, entry: Entry, hit: boolean): Promise<Response> {
    const headers = new Headers(entry.headers);
    const wanted = worthCompressing(entry) ? negotiate(request.headers.get('accept-encoding')) : 'identity';
    headers.set('vary', 'Accept-Encoding, Cookie');
    headers.set('etag', wanted === 'identity' ? entry.etag : `W/${entry.etag}`);
    headers.set('x-cache', hit ? 'hit' : 'miss');
    if (matchesTag(request.headers.get('if-none-match'), entry.etag) || notModifiedSince(request, entry)) {
      headers.delete('content-type');
      return new Response(null, { status: 304, headers });
    }
    const bytes = await encode(key, entry, wanted);
    if (wanted !== 'identity') headers.set('content-encoding', wanted);
    headers.set('content-length', String(bytes.length));
    headers.set('repr-digest', (entry.digests[wanted] ??= digestOf(bytes)));
    return new Response(request.method === 'HEAD' ? null : bytes, { status: 200, headers });
  }

  return {
    get size() {
      return size;
    },
    /** The kept answer of this version, or what `make` answers, kept if it may be. Equal requests wait for one `make`. */
    async respond(
      request: Request,
      key: string,
      version: string,
      make: () => Promise<Response>
    ): Promise<Response> {
      const kept = entries.get(key);
      if (kept?.version === version) {
        entries.delete(key);
        entries.set(key, kept);
        return answer(request, key, kept, true);
      }
      const waiting = underWay.get(`${version} ${key}`);
      const shared = waiting ? await waiting : null;
      if (shared) return answer(request, key, shared, true);

      const { promise, resolve: settle } = Promise.withResolvers<Entry | null>();
      underWay.set(`${version} ${key}`, promise);
      try {
        const response = await make();
        const entry = await toEntry(response, version);
        settle(entry);
        if (!entry) return response;
        keep(key, entry);
        return await answer(request, key, entry, false);
      } finally {
        settle(null);
        underWay.delete(`${version} ${key}`);
      }
    }
  };
}

/** null for what must not be kept: other than 200, cookies, or an explicit no-store. */
async function toEntry(response: Response, version: string): Promise<Entry | null> {
  if (response.status !== 200 || response.headers.has('set-cookie')) return null;
  if (/no-store|private/.test(response.headers.get('cache-control') ?? '')) return null;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const headers = [...response.headers].filter(
    ([name]) => !['etag', 'content-length', 'vary'].includes(name)
  );
  return { version, bytes, headers, etag, encoded: {}, digests: {} };
}
