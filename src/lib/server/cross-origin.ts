/** What a page of another site may read of an answer, beside its body. */
const exposed = 'ETag, Link, Last-Modified, Repr-Digest, Retry-After';

/** Public data: any page anywhere may read it. It never comes with the cookies of the person. */
export function letAnyoneRead(headers: Headers): void {
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', exposed);
  headers.set('cross-origin-resource-policy', 'cross-origin');
}

/** Before a page of another site asks with `If-None-Match`, its browser asks whether it may. */
export function preflight(): Response {
  const headers = new Headers({
    allow: 'GET, HEAD, OPTIONS',
    'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    'access-control-allow-headers': 'If-None-Match, If-Modified-Since, Range',
    'access-control-max-age': '86400',
    'cache-control': 'public, max-age=86400'
  });
  letAnyoneRead(headers);
  return new Response(null, { status: 204, headers });
}
