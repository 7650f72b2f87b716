/** The part of a page that speaks with the service worker. */

const asks = 10_000;

/** What this page is made of, as far as its name never changes: scripts, styles, and what they fetched. */
function files(): string[] {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const linked = [...document.querySelectorAll('link[href], script[src]')].map((element) =>
    element instanceof HTMLLinkElement
      ? element.href
      : element instanceof HTMLScriptElement
        ? element.src
        : ''
  );
  const all = [...loaded, ...linked].filter((url) => url.startsWith(`${location.origin}/_app/immutable/`));
  return [...new Set(all)];
}

/** Whether the page will open without network from now on. False where the browser can't, or not everything came. */
export async function keepPage(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  try {
    const registration = await navigator.serviceWorker.register('/service-worker.js', {
      scope: location.pathname,
      type: import.meta.env.DEV ? 'module' : 'classic'
    });
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (!worker) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data === true);
    setTimeout(() => resolve(false), asks);
    worker.postMessage({ type: 'keep', page: location.pathname, files: files() }, [channel.port2]);
    return await promise;
  } catch {
    return false;
  }
}

/** Ends it for this address: the kept page, its files and the worker. */
export async function dropPage(path: string = location.pathname): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await caches.delete(`kept ${path}`);
  const registration = await navigator.serviceWorker.getRegistration(path);
  if (registration && new URL(registration.scope).pathname === path) await registration.unregister();
}

/** Work of one name that only one page of this device does at a time, where the browser can tell. */
export const alone = async (name: string, work: () => Promise<void>): Promise<void> => {
  if ('locks' in navigator) await navigator.locks.request(name, work);
  else await work();
};

/**
 * Holds a lock for as long as the page is there, so that one page alone writes. `changed` tells whether this one does;
 * `take` takes it from another page, which is told.
 */
export function holdLock(name: string, changed: (held: boolean) => void) {
  if (!('locks' in navigator)) {
    changed(true);
    return { take: () => undefined, release: () => undefined };
  }
  const { promise: left, resolve: release } = Promise.withResolvers<null>();
  let over = false;

  const hold = async (lock: Lock | null): Promise<void> => {
    if (over) return;
    changed(lock !== null);
    if (lock) await left;
    else void wait({});
  };
  async function wait(options: LockOptions): Promise<void> {
    try {
      await navigator.locks.request(name, options, hold);
    } catch {
      // another page took it: this one is next when that one goes
      if (over) return;
      changed(false);
      void wait({});
    }
  }
  void wait({ ifAvailable: true });
  return {
    take: () => void wait({ steal: true }),
    release: () => {
      over = true;
      release(null);
    }
  };
}
