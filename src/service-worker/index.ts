/**
 * Keeps pages at hand without network: the gate of an open day, and the checklist of a visit. Each registers it for its
 * own address alone, so the rest of the site never passes through it. It answers GETs only, and keeps no guests and
 * nothing that was written: those are in the page's database.
 */
declare const self: ServiceWorkerGlobalScope;
export {};

const prefix = 'kept ';
/** A network that answers this late is treated as none. */
const patience = 4000;

/** One cache for each address, named after what the worker is registered for. */
const cacheName = () => prefix + new URL(self.registration.scope).pathname;
const open = () => caches.open(cacheName());

/** Files whose name says what is in them: they never change. */
const isFixed = (url: URL) => url.pathname.startsWith('/_app/immutable/');

interface Keep {
  type: 'keep';
  /** The page's own address, and the files that it is made of. */
  page: string;
  files: string[];
}

const isKeep = (value: unknown): value is Keep =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'keep' &&
  'page' in value &&
  typeof value.page === 'string' &&
  'files' in value &&
  Array.isArray(value.files) &&
  value.files.every((file) => typeof file === 'string');

/** A page that leads elsewhere, to signing in for one, is not the page. */
const isWhole = (response: Response) => response.ok && !response.redirected && response.type === 'basic';

async function keep({ page, files }: Keep): Promise<boolean> {
  const cache = await open();
  const wanted = new Set([page, ...files].map((path) => new URL(path, self.location.origin).href));
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const missing = [...wanted].filter((url) => !kept.has(url));
  const got = await Promise.all(
    missing.map(async (url) => {
      const response = await fetch(url, { credentials: 'same-origin' });
      if (isWhole(response)) await cache.put(url, response);
      return isWhole(response);
    })
  );
  if (!got.every(Boolean)) return false;
  // what an earlier version of the site was made of
  for (const url of kept) if (!wanted.has(url)) await cache.delete(url);
  return true;
}

async function answerPage(request: Request): Promise<Response> {
  const cache = await open();
  const address = new URL(request.url);
  address.search = '';
  const kept = await cache.match(address.href);
  try {
    const response = await fetch(request, kept ? { signal: AbortSignal.timeout(patience) } : {});
    if (isWhole(response) && request.method === 'GET') await cache.put(address.href, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function answerFile(request: Request): Promise<Response> {
  const cache = await open();
  const kept = await cache.match(request.url);
  return kept ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const own = new URL(self.registration.scope).pathname;
  if (request.mode === 'navigate' && url.pathname === own) event.respondWith(answerPage(request));
  else if (isFixed(url)) event.respondWith(answerFile(request));
});

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (!isKeep(data)) return;
  event.waitUntil(
    keep(data).then(
      (whole) => event.ports[0]?.postMessage(whole),
      () => event.ports[0]?.postMessage(false)
    )
  );
});
