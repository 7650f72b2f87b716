import { dropPage } from '#lib/offline/page.ts';

/**
 * Whose reports may be on this device: so that signing out can warn, and so that nobody else is shown a kept page. Only a
 * mark is read here; the database is opened where the mark is found. Some browsers refuse even to be asked.
 */
const mark = 'sunlit-visits';

function read(): string | null {
  try {
    return localStorage.getItem(mark);
  } catch {
    return null;
  }
}

export function markDevice(owner: string): void {
  try {
    localStorage.setItem(mark, owner);
  } catch {
    // then nothing warns; what was written is kept all the same
  }
}

export const isMarked = (): boolean => read() !== null;

/** Kept pages of visits show whose they are: they go when that account leaves this device. */
export async function dropPages(): Promise<void> {
  try {
    localStorage.removeItem(mark);
  } catch {
    // nothing was marked
  }
  if (!('caches' in window)) return;
  for (const name of await caches.keys()) {
    const path = /^kept (.*\/account\/visits(\/.*)?)$/.exec(name)?.[1];
    if (path !== undefined) await dropPage(path);
  }
}

/** Called with whoever is signed in: somebody else than the one whose pages are kept makes them go. */
export async function arrive(owner: string | null): Promise<void> {
  const known = read();
  if (known === null || owner === null || known === owner) return;
  await dropPages();
  // what others wrote may still be here
  markDevice(owner);
}
