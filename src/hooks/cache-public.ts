import type { Handle } from '@sveltejs/kit';
import { publicRoutes } from '#lib/accounts/public-routes.ts';
import { letAnyoneRead } from '#lib/server/cross-origin.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { publicCache, revision } from '#lib/server/state.ts';
import { inlinePreloads } from './inline-preloads.ts';
import { countAgainstLimit } from './limit-requests.ts';
import { isMachineRoute } from './machine-routes.ts';

/** A browser asks again each time (the answer is a 304 of a few bytes); a CDN may keep an answer for half a minute. */
const cacheControl = 'public, max-age=0, s-maxage=30, stale-while-revalidate=60';

/** How long a page is kept that changes without a word in the journal. */
const brief = 10;
const briefControl = `public, max-age=0, s-maxage=${String(brief)}`;

/** Asked by machines that watch the hub, every few seconds. */
const watched = /^\/(health\/|metrics$)/;

/** Visitors' GETs come from memory until something public changes or the day does. */
export const cachePublic: Handle = async ({ event, resolve }) => {
  const { request, url, route, locals } = event;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const kept = publicRoutes[route.id ?? ''] ?? 'never';
  if (!isRead || kept === 'never' || locals.person !== null) {
    if (isRead && route.id !== null && !watched.test(route.id)) await countAgainstLimit(event, 'read');
    return resolve(event);
  }

  if (request.method === 'HEAD') {
    // rendered as GET, so that what is kept has a body and both have the same headers
    const full = await event.fetch(url.href, { headers: asked(request.headers) });
    return new Response(null, { status: full.status, headers: full.headers });
  }

  const head = await revision().current();
  const moment = kept === 'brief' ? Math.floor(Date.now() / (brief * 1000)) : '';
  const version = `${head.revision} ${calendarDay()} ${String(moment)}`;
  // the navigation data of a page depends on which parts the browser asks for, which only the request itself says
  const key = event.isDataRequest
    ? `data ${request.url}`
    : `${url.origin}${url.pathname}?${canonicalQuery(url.searchParams)}`;
  const response = await publicCache().respond(request, key, version, async () => {
    await countAgainstLimit(event, 'read');
    const made = await inlinePreloads(await resolve(event));
    // SvelteKit marks all data of its own navigation as private; a visitor's holds nothing of anyone
    const own = made.headers.has('set-cookie') || (!event.isDataRequest && made.headers.has('cache-control'));
    if (made.status === 200 && !own)
      made.headers.set('cache-control', kept === 'brief' ? briefControl : cacheControl);
    return made;
  });
  if (isMachineRoute(url.pathname)) letAnyoneRead(response.headers);
  return response;
};

/** The same question in another order is the same question. */
function canonicalQuery(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query);
  sorted.sort();
  return sorted.toString();
}

/** What of a question decides its answer. */
function asked(headers: Headers): Record<string, string> {
  const names = ['accept', 'accept-encoding', 'if-none-match', 'if-modified-since'];
  return Object.fromEntries(
    names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : []))
  );
}
