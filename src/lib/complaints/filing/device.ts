import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { hasContent, readDraft, withoutPerson, type Draft } from './draft.ts';

/** A complaint that is being written, kept on the device so that a reload loses nothing. Never who writes it. */
export interface Photo {
  id: string;
  name: string;
  blob: Blob;
}
interface Kept {
  draft: Draft;
  photos: Photo[];
  at: number;
}
interface Complaints extends DBSchema {
  drafts: { key: string; value: Kept };
}

const days = 7;
const key = 'only';
let opened: Promise<IDBPDatabase<Complaints>> | null = null;

const open = () =>
  (opened ??= openDB<Complaints>('sunlit-complaint', 1, {
    upgrade(db) {
      db.createObjectStore('drafts');
    },
    blocking: (_current, _next, event) => {
      opened = null;
      if (event.target instanceof IDBDatabase) event.target.close();
    }
  }));

/** What was kept and not sent; null where there is none, or the browser keeps nothing. */
export async function read(): Promise<{ draft: Draft; photos: Photo[] } | null> {
  try {
    const db = await open();
    const kept = await db.get('drafts', key);
    if (!kept) return null;
    const draft = readDraft((name) => Reflect.get(kept.draft, name));
    if (kept.at < Date.now() - days * 86_400_000 || !hasContent(draft)) {
      await db.delete('drafts', key);
      return null;
    }
    return { draft, photos: kept.photos };
  } catch {
    return null;
  }
}

/** Best effort: a browser that keeps nothing still sends. */
export async function keep(draft: Draft, photos: readonly Photo[]): Promise<void> {
  try {
    const kept = {
      draft: withoutPerson(draft),
      photos: photos.map((photo) => ({ ...photo })),
      at: Date.now()
    };
    await (await open()).put('drafts', kept, key);
  } catch {
    // private windows of some browsers
  }
}

export async function forget(): Promise<void> {
  try {
    await (await open()).delete('drafts', key);
  } catch {
    // nothing was kept
  }
}
