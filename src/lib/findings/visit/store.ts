import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { isoTime } from '#lib/offline/ids.ts';
import { hasContent, photosOf, type Draft, type HeldReceipt, type Refusal } from './draft.ts';
import type { Shown } from './shown.ts';
import type { Keeping } from './queue.ts';
import type { Facts } from './submission.ts';

export interface KeptPhoto {
  draft: string;
  sha256: string;
  blob: Blob;
}

/** The checklist as it came last: newer, perhaps, than the page that the browser keeps. */
export interface KeptList {
  owner: string;
  open_day: string;
  list: Shown;
  fetched_at: string;
}

interface Visits extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { owner: string } };
  photos: { key: [string, string]; value: KeptPhoto; indexes: { draft: string } };
  lists: { key: [string, string]; value: KeptList };
}

const name = 'sunlit-visits';
let opened: Promise<IDBPDatabase<Visits>> | null = null;

const open = () =>
  (opened ??= openDB<Visits>(name, 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('owner', 'owner');
      db.createObjectStore('photos', { keyPath: ['draft', 'sha256'] }).createIndex('draft', 'draft');
      db.createObjectStore('lists', { keyPath: ['owner', 'open_day'] });
    },
    // another page has a newer layout, or wants everything gone
    blocking: (_current, _next, event) => {
      opened = null;
      if (event.target instanceof IDBDatabase) event.target.close();
    }
  }));

/** The browser may answer before the disk does; a phone may be dropped into the mud. */
const strict = { durability: 'strict' } as const;

export const draftsOf = async (owner: string): Promise<Draft[]> =>
  (await (await open()).getAllFromIndex('drafts', 'owner', owner)).toSorted((a, b) => a.began - b.began);

/** How many of an account's reports the server does not have. */
export const unsent = async (owner: string): Promise<Draft[]> =>
  (await draftsOf(owner)).filter((draft) => !draft.done && hasContent(draft));

type Writing = IDBPTransaction<Visits, ('drafts' | 'photos')[], 'readwrite'>;

async function writing(work: (tx: Writing) => Promise<void>): Promise<void> {
  const tx: Writing = (await open()).transaction(['drafts', 'photos'], 'readwrite', strict);
  try {
    await work(tx);
    await tx.done;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // it has ended by itself
    }
    await tx.done.catch(() => undefined);
    throw error;
  }
}

/** What was written. A report that was handed in, by another page perhaps, stays as it was then. */
async function putOpen(tx: Writing, draft: Draft): Promise<boolean> {
  const drafts = tx.objectStore('drafts');
  const known = await drafts.get(draft.id);
  if (known && known.sealed !== null) return false;
  await drafts.put(draft);
  return true;
}

export const keep = (draft: Draft): Promise<void> =>
  writing(async (tx) => {
    await putOpen(tx, draft);
  });

/** The photo and the line that names it, both or neither. */
export const keepWithPhoto = (draft: Draft, photo: KeptPhoto): Promise<void> =>
  writing(async (tx) => {
    if (await putOpen(tx, draft)) await tx.objectStore('photos').put(photo);
  });

/** Photos that no line names any more go with the line that did. */
export const keepWithout = (draft: Draft): Promise<void> =>
  writing(async (tx) => {
    if (!(await putOpen(tx, draft))) return;
    const named = new Set(photosOf(draft).map(({ sha256 }) => sha256));
    const photos = tx.objectStore('photos');
    for (const key of await photos.index('draft').getAllKeys(draft.id))
      if (!named.has(key[1])) await photos.delete(key);
  });

const change = (id: string, next: (draft: Draft) => Draft): Promise<void> =>
  writing(async (tx) => {
    const drafts = tx.objectStore('drafts');
    const known = await drafts.get(id);
    if (known) await drafts.put(next(known));
  });

/** Handed in: from now on this is what is sent. */
export const seal = (draft: Draft, facts: Facts, at: number): Promise<void> =>
  writing(async (tx) => {
    await putOpen(tx, { ...draft, sealed: facts, sealed_at: at, refused: null });
  });

/** Back to be written on. Only what the server refused and never had. */
export const unseal = (id: string): Promise<void> =>
  change(id, (draft) =>
    draft.receipt === null ? { ...draft, sealed: null, sealed_at: null, refused: null } : draft
  );

export const tryAgain = (id: string): Promise<void> => change(id, (draft) => ({ ...draft, refused: null }));

/** A person decided to go without the photos that can't be sent. */
export const giveUp = (id: string): Promise<void> => writing((tx) => end(tx, id, (draft) => draft));

/** What was not handed in, or what a person wants gone from this device. */
export const discard = (id: string): Promise<void> =>
  writing(async (tx) => {
    await dropPhotos(tx, id);
    await tx.objectStore('drafts').delete(id);
  });

async function dropPhotos(tx: Writing, id: string): Promise<void> {
  const photos = tx.objectStore('photos');
  for (const key of await photos.index('draft').getAllKeys(id)) await photos.delete(key);
}

async function end(tx: Writing, id: string, next: (draft: Draft) => Draft): Promise<void> {
  const drafts = tx.objectStore('drafts');
  const known = await drafts.get(id);
  if (!known) return;
  await drafts.put({ ...next(known), lines: [], done: true, refused: null });
  await dropPhotos(tx, id);
}

export const photosKept = async (id: string): Promise<KeptPhoto[]> =>
  (await open()).getAllFromIndex('photos', 'draft', id);

/** A report from a file; one that is here already stays as it is. Whether it was new. */
export async function bringIn(draft: Draft, photos: KeptPhoto[]): Promise<boolean> {
  let isNew = false;
  await writing(async (tx) => {
    const drafts = tx.objectStore('drafts');
    const known = await drafts.get(draft.id);
    if (known?.done) return;
    isNew = known === undefined;
    if (isNew) await drafts.put(draft);
    // a photo that got lost here may be in the file
    for (const photo of photos) await tx.objectStore('photos').put(photo);
    if (known?.refused) await drafts.put({ ...known, refused: null });
  });
  return isNew;
}

export const addPhoto = (photo: KeptPhoto): Promise<void> =>
  writing(async (tx) => {
    await tx.objectStore('photos').put(photo);
    const known = await tx.objectStore('drafts').get(photo.draft);
    if (known) await tx.objectStore('drafts').put({ ...known, refused: null });
  });

export const keepList = async (entry: KeptList): Promise<void> => {
  await (await open()).put('lists', entry);
};
export const listOf = async (owner: string, open_day: string): Promise<KeptList | null> =>
  (await (await open()).get('lists', [owner, open_day])) ?? null;

/** A receipt on the device is a convenience; after this many days the one on the server is enough. */
const receiptDays = 60;

/** What is of no use any more: old receipts, lists, empty beginnings. What was written and not sent never goes. */
export async function tidy(owner: string, now: number): Promise<void> {
  const before = now - receiptDays * 86_400_000;
  const drafts = await draftsOf(owner);
  for (const draft of drafts)
    if ((draft.done || !hasContent(draft)) && draft.began < before) await discard(draft.id);
  const db = await open();
  for (const list of await db.getAll('lists'))
    if (list.fetched_at < isoTime(before)) await db.delete('lists', [list.owner, list.open_day]);
}

const receive = (id: string, receipt: HeldReceipt) =>
  change(id, (draft) => ({ ...draft, receipt, refused: null }));
const refuse = (id: string, refused: Refusal) => change(id, (draft) => ({ ...draft, refused }));

/** The queue of one account: reports of others wait until they sign in. */
export const keepingOf = (owner: string): Keeping => ({
  waiting: async () =>
    (await draftsOf(owner))
      .filter(({ sealed, done }) => sealed !== null && !done)
      .toSorted((a, b) => (a.sealed_at ?? 0) - (b.sealed_at ?? 0)),
  here: async (id) =>
    new Set((await (await open()).getAllKeysFromIndex('photos', 'draft', id)).map(([, sha256]) => sha256)),
  photo: async (id, sha256) => (await (await open()).get('photos', [id, sha256]))?.blob ?? null,
  receive,
  refuse,
  finish: (id, receipt) => writing((tx) => end(tx, id, (draft) => ({ ...draft, receipt })))
});
