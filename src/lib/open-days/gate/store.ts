import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { GateList } from '../gate-schema.ts';
import type { Done, Keeping, Waiting } from './queue.ts';

/** The list of a day as it came, with the key that its tickets are signed with. */
export interface KeptList extends GateList {
  slug: string;
  key: string;
  fetched_at: string;
  /** After it the guests are of no use here. */
  until: string;
}

interface Gate extends DBSchema {
  lists: { key: string; value: KeptList };
  waiting: { key: string; value: Waiting & { id: string; added: number } };
  done: { key: string; value: Done; indexes: { slug: string } };
}

const name = 'sunlit-gate';
let opened: Promise<IDBPDatabase<Gate>> | null = null;

const open = () =>
  (opened ??= openDB<Gate>(name, 1, {
    upgrade(db) {
      db.createObjectStore('lists', { keyPath: 'slug' });
      db.createObjectStore('waiting', { keyPath: 'id' });
      db.createObjectStore('done', { keyPath: 'check_in_id' }).createIndex('slug', 'slug');
    },
    // another page has a newer layout, or wants everything gone
    blocking: (_current, _next, event) => {
      opened = null;
      if (event.target instanceof IDBDatabase) event.target.close();
    }
  }));

/** The browser may answer before the disk does; a phone may be dropped into the mud. */
const strict = { durability: 'strict' } as const;

export const keeping: Keeping = {
  async add(entry) {
    const tx = (await open()).transaction('waiting', 'readwrite', strict);
    await tx.store.put({ ...entry, id: entry.row.check_in_id, added: Date.now() });
    await tx.done;
  },
  async waiting() {
    const all = await (await open()).getAll('waiting');
    return all.sort((a, b) => a.added - b.added).map(({ slug, row, refused }) => ({ slug, row, refused }));
  },
  async refuse(id, code) {
    const tx = (await open()).transaction('waiting', 'readwrite', strict);
    const entry = await tx.store.get(id);
    if (entry) await tx.store.put({ ...entry, refused: code });
    await tx.done;
  },
  async acknowledge(done) {
    const tx = (await open()).transaction(['waiting', 'done'], 'readwrite', strict);
    await Promise.all([
      tx.objectStore('done').put(done),
      tx.objectStore('waiting').delete(done.check_in_id),
      tx.done
    ]);
  }
};

/** The host says that a guest whose code nobody knows came without a booking. Never sent before under this id. */
export async function makeWalkIn(id: string): Promise<void> {
  const tx = (await open()).transaction('waiting', 'readwrite', strict);
  const entry = await tx.store.get(id);
  if (entry) {
    const row = {
      ...entry.row,
      kind: 'walk_in' as const,
      code: null,
      category: entry.row.category ?? ('public' as const)
    };
    await tx.store.put({ ...entry, row, refused: null });
  }
  await tx.done;
}

/** Whatever the server refused is tried again: what stood against it may be mended. */
export async function tryAgain(): Promise<void> {
  const tx = (await open()).transaction('waiting', 'readwrite', strict);
  for (const entry of await tx.store.getAll()) await tx.store.put({ ...entry, refused: null });
  await tx.done;
}

export const keepList = async (list: KeptList) => (await open()).put('lists', list);
export const listOf = async (slug: string) => (await open()).get('lists', slug);
export const doneOf = async (slug: string) => (await open()).getAllFromIndex('done', 'slug', slug);

/** Guests are forgotten; what still waits to be sent never is. */
export async function forget(slug: string): Promise<void> {
  const tx = (await open()).transaction(['lists', 'done'], 'readwrite');
  const done = tx.objectStore('done');
  const ids = await done.index('slug').getAllKeys(slug);
  await Promise.all([tx.objectStore('lists').delete(slug), ...ids.map((id) => done.delete(id)), tx.done]);
}

/** The slugs of days whose time is over: their guests were just forgotten. */
export async function forgetPast(now: number): Promise<string[]> {
  const lists = await (await open()).getAll('lists');
  const past = lists.filter(({ until }) => Date.parse(until) < now).map(({ slug }) => slug);
  for (const slug of past) await forget(slug);
  return past;
}
