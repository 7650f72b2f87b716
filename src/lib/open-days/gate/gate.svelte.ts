import { isoTime } from '#lib/offline/ids.ts';
import { alone, dropPage, keepPage } from '#lib/offline/page.ts';
import type { CheckIn } from '../gate-schema.ts';
import { known } from './judge.ts';
import { fetchList, sendOne } from './network.ts';
import type { Standing } from '#lib/offline/sender.ts';
import { createQueue, type Done, type Waiting } from './queue.ts';
import { prepare } from './scan.ts';
import * as store from './store.ts';

/** A day's list is of use until its guests have gone home. */
const hoursAfter = 12;
const pathOf = (slug: string, rest: string) => `/desk/open-days/${slug}/gate/${rest}`;

/** The state of one gate on one device: what the page shows, and what it does by itself. */
export function createGate(slug: string, endsAt: string | null) {
  let list = $state.raw<store.KeptList | null>(null);
  let waiting = $state.raw<Waiting[]>([]);
  let done = $state.raw<Done[]>([]);
  let standing = $state<Standing>('idle');
  let fetched = $state<'sign_in' | 'closed' | 'no_answer' | 'list' | null>(null);
  let kept = $state<boolean | null>(null);
  let removed = $state(false);
  let leaving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    [waiting, done] = await Promise.all([store.keeping.waiting(), store.doneOf(slug)]);
  }

  const queue = createQueue({
    keeping: store.keeping,
    send: (day, row) => sendOne(pathOf(day, 'check-ins'), row),
    alone: (work) => alone('sunlit-gate', work),
    changed: (now) => {
      standing = now;
      void refresh();
    },
    later: (seconds, work) => {
      clearTimeout(timer);
      timer = setTimeout(work, seconds * 1000);
    }
  });

  async function load(): Promise<void> {
    list ??= (await store.listOf(slug)) ?? null;
    const answer = await fetchList(pathOf(slug, 'guests'));
    fetched = answer.kind;
    if (answer.kind === 'closed') {
      await store.forget(slug);
      list = null;
    }
    if (answer.kind !== 'list' || leaving) return;
    const now = Date.now();
    const end = Math.max(Date.parse(endsAt ?? '') || 0, now);
    list = {
      ...answer.list,
      slug,
      fetched_at: isoTime(now),
      until: isoTime(end + hoursAfter * 3_600_000)
    };
    await store.keepList(list);
  }

  const wake = () => {
    if (document.visibilityState === 'hidden') return;
    void queue.flush();
    void load();
  };

  /** Returns what ends it. */
  function start(): () => void {
    void (async () => {
      await store.forgetPast(Date.now());
      await refresh();
      await load();
      void queue.flush();
      // everything that works without network has to be here before there is none
      await Promise.allSettled([prepare(), import('@noble/ed25519')]);
      kept = await keepPage();
    })();
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }

  return {
    get list() {
      return list;
    },
    get waiting() {
      return waiting;
    },
    get known() {
      return known(
        waiting.filter((one) => one.slug === slug),
        done
      );
    },
    get standing() {
      return standing;
    },
    get fetched() {
      return fetched;
    },
    get kept() {
      return kept;
    },
    get removed() {
      return removed;
    },
    start,
    flush: () => queue.flush(),
    async add(row: CheckIn): Promise<void> {
      await queue.add({ slug, row });
      await refresh();
      void queue.flush();
    },
    async again(): Promise<void> {
      await store.tryAgain();
      await queue.flush();
    },
    async makeWalkIn(id: string): Promise<void> {
      await store.makeWalkIn(id);
      await queue.flush();
    },
    async remove(): Promise<void> {
      leaving = true;
      list = null;
      await store.forget(slug);
      await refresh();
      await dropPage();
      kept = null;
      // said only when nothing is left on the device
      removed = true;
    }
  };
}
export type GateState = ReturnType<typeof createGate>;
