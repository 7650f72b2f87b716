import { createHash } from 'node:crypto';
import { links } from '#lib/open-data/http.ts';

interface About {
  origin: string;
  type: string;
  /** When the newest entry of the journal in it was made. */
  modified: string | null;
  /** What else the header Link says, by relation. */
  more?: Record<string, string>;
}

/** An answer to programs whose bytes are known before they are sent, with what every answer of the open data bears. */
export function answer(text: string, { origin, type, modified, more }: About): Response {
  const digest = createHash('sha256').update(text).digest('base64');
  const headers = new Headers({
    'content-type': type,
    'cache-control': 'public, max-age=60',
    'repr-digest': `sha-256=:${digest}:`,
    link: links(origin, more)
  });
  if (modified) headers.set('last-modified', new Date(modified).toUTCString());
  return new Response(text, { headers });
}
