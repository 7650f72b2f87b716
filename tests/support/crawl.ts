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

interface Route {
  origin: string;
  first: string[];
  /** How many answers at most. */
  most: number;
  /** Kinds of pages that are looked at before others. */
  matter: RegExp;
  /** What it is about: every page of it is looked at, of what is only like it a few. */
  itself: RegExp;
}

/**
 * Looks at `first`, then follows every link of the site that somebody can see, and hands out each answer: pages, feeds,
 * files, what machines read. Of links that differ only in numbers or codes the second comes after one of each kind.
 */
export async function crawl(who: Visitor, { origin, first, most, matter, itself }: Route): Promise<Seen[]> {
  const known = new Set(first);
  // a long word is no code: those have digits, but for one in twenty
  const shapeOf = (path: string) => path.replace(/(?=[a-z]*\d)[a-z0-9]{10,}|\d+/g, '*');
  const alike = new Map<string, number>();
  const start = [...first];
  const matters: string[] = [];
  const waiting: string[] = [];
  const repeats: string[] = [];
  const seen: Seen[] = [];
  while (seen.length < most) {
    const path = start.shift() ?? matters.shift() ?? waiting.shift() ?? repeats.shift();
    if (path === undefined) break;
    const response = await who.get(path, { accept: '*/*' });
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    const headers = Array.from(response.headers, ([name, value]) => `${name}: ${value}`).join('\n');
    seen.push({ path, status: response.status, body: text, headers });
    for (const link of linksIn(text)) {
      const url = new URL(link, origin + path);
      const next = url.pathname + url.search;
      if (url.origin !== origin || known.has(next) || left.test(next) || next.startsWith('/_app/')) continue;
      // the hundredth project tells no more than the third, unless it is the one in question
      const shape = shapeOf(next);
      const times = alike.get(shape) ?? 0;
      if (times >= 3 && !itself.test(next)) continue;
      alike.set(shape, times + 1);
      known.add(next);
      if (itself.test(next) || (times === 0 && matter.test(next))) matters.push(next);
      else (times === 0 ? waiting : repeats).push(next);
    }
  }
  return seen;
}
