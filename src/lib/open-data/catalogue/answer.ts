import { createHash } from 'node:crypto';
import { licence } from '#lib/open-data/licence.ts';

interface About {
  type: string;
  /** When the newest entry of the journal in it was made. */
  modified: string | null;
  /** What explains the bytes, and where the answer goes on. */
  links?: { url: string; rel: string; type?: string }[];
}

/** An answer to programs whose bytes are known before they are sent, with what every answer of the open data bears. */
export function answer(text: string, { type, modified, links = [] }: About): Response {
  const digest = createHash('sha256').update(text).digest('base64');
  const link = [{ url: licence.url, rel: 'license' }, ...links]
    .map((one) => `<${one.url}>; rel="${one.rel}"${'type' in one && one.type ? `; type="${one.type}"` : ''}`)
    .join(', ');
  const headers = new Headers({
    'content-type': type,
    'cache-control': 'public, max-age=60',
    'repr-digest': `sha-256=:${digest}:`,
    link
  });
  if (modified) headers.set('last-modified', new Date(modified).toUTCString());
  return new Response(text, { headers });
}
