import type { Visitor } from './browserless.ts';

/** One answer of the site, whatever it is. */
export interface Seen {
  path: string;
  status: number;
  body: string;
  headers: string;
}

/** What would change something, end the session, or answer each query anew for ever. */
const left =
  /^\/(en\/)?(account\/(sign-out|delete|confirm)|metrics|health\/constant)|[?&](page|bbox|zoom|before|after|date|day|month)=/;

const linksIn = (body: string): string[] =>
  [...body.matchAll(/(?:href|src|action)="([^"#]+)/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));

/**
 * Looks at `first`, then follows every link of the site that somebody can see, those that `matter` before others, and hands out each answer: pages,
 * feeds, files, what machines read. At most `most` of them; of links that differ only in numbers or codes, a few.
 */
export async function crawl(
  who: Visitor,
  { origin, first, most, matter }: { origin: string; first: string[]; most: number; matter: RegExp }
): Promise<Seen[]> {
  const known = new Set(first);
  const start = [...first];
  const matters: string[] = [];
  const waiting: string[] = [];
  const alike = new Map<string, number>();
  const seen: Seen[] = [];
  while (seen.length < most) {
    const path = start.shift() ?? matters.shift() ?? waiting.shift();
    if (path === undefined) break;
    const response = await who.get(path, { accept: '*/*' });
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
    const text = Buffer.from(body, 'latin1').toString('utf8');
    const headers = Array.from(response.headers, ([name, value]) => `${name}: ${value}`).join('\n');
    seen.push({ path, status: response.status, body: text, headers });
    for (const link of linksIn(text)) {
      const url = new URL(link, origin + path);
      const next = url.pathname + url.search;
      if (url.origin !== origin || known.has(next) || left.test(next) || next.startsWith('/_app/')) continue;
      // the hundredth project tells no more than the third, unless it is the one in question
      const shape = next.replace(/[a-z0-9]{10,}|\d+/g, '*');
      const times = alike.get(shape) ?? 0;
      if (times >= 3 && !matter.test(next)) continue;
      alike.set(shape, times + 1);
      known.add(next);
      (matter.test(next) ? matters : waiting).push(next);
    }
  }
  return seen;
}
