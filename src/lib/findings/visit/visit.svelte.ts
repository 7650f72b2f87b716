import { newId } from '#lib/offline/ids.ts';
import { saveFile, stamp } from '#lib/offline/save-file.ts';
import { alone, holdLock, keepPage } from '#lib/offline/page.ts';
import * as change from './changes.ts';
import { hasContent, newDraft, withoutLine, type Draft, type DraftLine, type DraftPhoto } from './draft.ts';
import { factsOf, type Flaw } from './facts.ts';
import { readFile, writeFile, type FileProblem } from './file.ts';
import { markDevice } from './leaving.ts';
import { fetchList, sending } from './network.ts';
import { take, type PictureProblem } from './picture.ts';
import type { Standing } from '#lib/offline/sender.ts';
import { createQueue } from './queue.ts';
import type { Shown } from './shown.ts';
import * as store from './store.ts';
import { createWriter, type Saving } from './writer.ts';

export interface Start {
  owner: string;
  list: Shown;
  /** The server's clock when it made the page. */
  now: string;
}
/** Why a photo was not taken; `same` is already in the report, `many` more than may be, `disk` could not be written. */
export type PhotoProblem = PictureProblem | 'same' | 'many' | 'disk';

/** The state of one visit on one device: what the page shows, and what it does by itself. */
export function createVisit({ owner, list: first, now }: Start) {
  const slug = first.open_day.slug;
  const whose = { owner, open_day: slug, title: `${first.open_day.title} · ${first.open_day.project.name}` };
  let list = $state.raw(first);
  let current = $state.raw<Draft | null>(null);
  let drafts = $state.raw<Draft[]>([]);
  let saving = $state<Saving>('saved');
  let standing = $state<Standing>('idle');
  let kept = $state<boolean | null>(null);
  /** Whether this page writes, or another one does. */
  let held = $state(true);
  /** How far this device's clock is ahead of the server's, in milliseconds. */
  let ahead = $state(0);
  let signIn = $state(false);
  let ready = $state(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const writer = createWriter(
    async () => {
      if (current && held) await store.keep(current);
    },
    (state) => {
      saving = state;
    }
  );

  async function refresh(): Promise<void> {
    drafts = (await store.draftsOf(owner)).filter(({ id }) => id !== current?.id);
  }

  const queue = createQueue({
    keeping: store.keepingOf(owner),
    sending,
    alone: (work) => alone(`sunlit-visits ${owner}`, work),
    changed: (state) => {
      standing = state;
      void refresh();
    },
    later: (seconds, work) => {
      clearTimeout(timer);
      timer = setTimeout(work, seconds * 1000);
    }
  });

  const isOpen = (draft: Draft) => draft.open_day === slug && draft.sealed === null;

  /** The report that is being written on this day, as it is on the disk: the one that is asked for, or the last. */
  async function readDraft(id?: string): Promise<void> {
    await writer.settled();
    const all = (await store.draftsOf(owner)).filter(isOpen);
    current = all.find((one) => one.id === id) ?? all.findLast(hasContent) ?? all.at(-1) ?? null;
    await refresh();
  }

  async function refreshList(): Promise<void> {
    const answer = await fetchList(slug);
    signIn = answer === 'sign_in' || (answer !== null && answer.owner !== owner);
    if (answer === null || answer === 'sign_in' || answer.owner !== owner) return;
    list = answer.list;
    ahead = Date.now() - Date.parse(answer.now);
    await store.keepList({ owner, open_day: slug, list, fetched_at: answer.now });
  }

  /** Kept before the page that the browser keeps was made, or after it. */
  async function readList(): Promise<void> {
    const known = await store.listOf(owner, slug);
    if (known && known.fetched_at > now) list = known.list;
    else await store.keepList({ owner, open_day: slug, list, fetched_at: now });
  }

  const wake = () => {
    if (document.visibilityState === 'hidden') return void writer.settled();
    void queue.flush();
    void refreshList();
  };

  /** Photos on their way to the disk. */
  let taking: Promise<PhotoProblem | null>[] = [];
  const lock = { take: (): void => undefined };

  /** Returns what ends it. */
  function start(): () => void {
    markDevice(owner);
    let known = false;
    const holding = holdLock(`sunlit-visit ${owner} ${slug}`, (now_held) => {
      const again = now_held && !held && known;
      held = now_held;
      known = true;
      if (again) void readDraft();
    });
    lock.take = holding.take;
    void (async () => {
      try {
        await readList();
        await store.tidy(owner, Date.now());
        await readDraft();
      } catch {
        saving = 'failed';
      }
      ready = true;
      void navigator.storage.persist().catch(() => false);
      void queue.flush();
      void refreshList();
      kept = await keepPage();
    })();
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearTimeout(timer);
      holding.release();
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }

  function edit(next: (draft: Draft) => Draft): void {
    current = next(current ?? newDraft(whose, newId(), Date.now() - ahead));
    writer.save();
  }

  /** The photo joins the report on the screen once it is on the disk with the line that names it. */
  async function addPhoto(line: DraftLine, file: File): Promise<PhotoProblem | null> {
    const taken = takePhoto(line, file);
    taking.push(taken);
    const problem = await taken;
    taking = taking.filter((one) => one !== taken);
    return problem;
  }

  async function takePhoto(line: DraftLine, file: File): Promise<PhotoProblem | null> {
    const picture = await take(file, list.limits.photo_bytes);
    if (!picture.ok) return picture.problem;
    const { blob, sha256 } = picture;
    const photo: DraftPhoto = { sha256, caption: '', bytes: blob.size };
    if (change.hasPhoto(current, line.key, sha256)) return 'same';
    if (change.isFull(current, line.key, list.limits)) return 'many';
    const add = (draft: Draft) => change.withPhoto(draft, line, photo);
    try {
      await writer.add(async () => {
        const draft = current ?? newDraft(whose, newId(), Date.now() - ahead);
        await store.keepWithPhoto(add(draft), { draft: draft.id, sha256, blob });
        current = add(current ?? draft);
      });
      return null;
    } catch {
      return 'disk';
    }
  }

  async function removePhoto(key: string, sha256: string): Promise<void> {
    edit((draft) => change.withoutPhoto(draft, key, sha256));
    const draft = current;
    if (draft) await writer.add(() => store.keepWithout(current ?? draft));
  }

  async function removeLine(key: string): Promise<void> {
    edit((draft) => withoutLine(draft, key));
    const draft = current;
    if (draft) await writer.add(() => store.keepWithout(current ?? draft));
  }

  async function handIn(): Promise<Flaw[]> {
    // what is being photographed and written belongs to it
    await Promise.allSettled(taking);
    await writer.settled();
    if (!current) return [{ key: null, problem: 'nothing' }];
    const read = factsOf(current, list);
    if (!read.ok) return read.flaws;
    const draft = current;
    await writer.add(() => store.seal(draft, read.facts, Date.now()));
    current = null;
    await refresh();
    void queue.flush();
    return [];
  }

  /** Something done to a report that was handed in; what stands is read anew. */
  async function act(work: Promise<void>, id = current?.id): Promise<void> {
    await work;
    await readDraft(id);
    void queue.flush();
  }

  async function bring(file: Blob): Promise<FileProblem | null> {
    const read = await readFile(file, owner, slug);
    if (!read.ok) return read.problem;
    for (const { draft, photos } of read.reports) await store.bringIn(draft, photos);
    await act(Promise.resolve());
    return null;
  }

  async function save(): Promise<void> {
    await writer.settled();
    const all = await store.unsent(owner);
    const here = all.filter(({ open_day }) => open_day === slug);
    saveFile(await writeFile(here, store.photosKept), `visit-${slug}-${stamp()}.json`);
  }

  return {
    get list() {
      return list;
    },
    get current() {
      return current;
    },
    /** Handed in on this day, the newest first. */
    get handedIn() {
      return drafts.filter(({ open_day, sealed }) => open_day === slug && sealed !== null).toReversed();
    },
    /** Begun on this day beside the one on the screen: from a file, or to be changed. */
    get unfinished() {
      return drafts.filter((draft) => isOpen(draft) && hasContent(draft));
    },
    /** Of other days, not at the server yet. */
    get elsewhere() {
      return drafts.filter(({ open_day, sealed, done }) => open_day !== slug && sealed !== null && !done);
    },
    get saving() {
      return saving;
    },
    get standing() {
      return standing;
    },
    get kept() {
      return kept;
    },
    get held() {
      return held;
    },
    get ahead() {
      return ahead;
    },
    get signIn() {
      return signIn || standing === 'sign_in';
    },
    get ready() {
      return ready;
    },
    ...{ start, edit, addPhoto, removePhoto, removeLine, handIn, bring, save },
    takeOver: () => lock.take(),
    photoBlob: (id: string, sha256: string) => store.keepingOf(owner).photo(id, sha256),
    flush: () => queue.flush(),
    again: (id: string) => act(store.tryAgain(id)),
    goOn: (id: string) => readDraft(id),
    reopen: (id: string) => act(store.unseal(id), id),
    giveUp: (id: string) => act(store.giveUp(id)),
    discard: (id: string) => act(store.discard(id)),
    /** A photo that got lost, chosen again: the very same file, or none. */
    async replace(id: string, sha256: string, file: File): Promise<boolean> {
      const picture = await take(file, list.limits.photo_bytes);
      if (!picture.ok || picture.sha256 !== sha256) return false;
      await act(store.addPhoto({ draft: id, sha256, blob: picture.blob }));
      return true;
    }
  };
}
export type Visit = ReturnType<typeof createVisit>;
