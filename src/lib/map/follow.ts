// oxlint-disable-next-line no-restricted-imports -- it stays on the same page, whose address is known
import { beforeNavigate, goto, preloadData, replaceState } from '$app/navigation';
import { page } from '$app/state';
import { link } from '#lib/ui/list-links.ts';
import { listed, writeBox, writeHash, type Box, type Look } from './view.ts';

/** Whom a move of the map came from: the reader, the site (a city was chosen), or the button that shows everything. */
export type Mover = 'reader' | 'site' | 'whole';

/** A reader who drags the map on and on is let finish. */
const calm = 250;

/**
 * Keeps the address in step with where the map looks: the hash always, and the box once the reader has moved it, so that
 * the list, which is made of the address, follows. One entry of the history stays one, however far the map is dragged.
 */
export function followMap(report: (failed: boolean) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  let ours = false;
  let told: string | null = null;

  function stop() {
    latest += 1;
    clearTimeout(timer);
  }
  // whoever goes somewhere else is not called back by a map that came to rest
  beforeNavigate(() => {
    if (!ours) stop();
  });

  async function tell(look: Look, box: string) {
    const mine = latest;
    const address = link(page.url, { box }) + writeHash(look);
    // Asked for before going there, since what fails on the way there takes the page's place. What can't be had comes back
    // as the page that is shown.
    const answer = await preloadData(address).catch(() => null);
    if (mine !== latest) return;
    const failed = answer?.type !== 'loaded' || answer.data === page.data;
    report(failed);
    if (failed) return;
    told = box;
    ours = true;
    try {
      await goto(address, { replaceState: true, noScroll: true, keepFocus: true, state: page.state });
    } finally {
      ours = false;
    }
  }

  /** The box that the list should have once the map shows this. */
  function boxOf(look: Look, seen: Box, by: Mover, now: string): string {
    if (by === 'site' || page.url.searchParams.get('place') === 'none') return now;
    const part = by === 'reader' ? listed(seen, look.zoom) : null;
    return part ? writeBox(part) : '';
  }

  return {
    /** The map has come to rest. */
    moved(look: Look, seen: Box, by: Mover) {
      stop();
      timer = setTimeout(() => {
        const now = page.url.searchParams.get('box') ?? '';
        const box = boxOf(look, seen, by, now);
        if (box !== now) void tell(look, box);
        else replaceState(location.pathname + location.search + writeHash(look), page.state);
      }, calm);
    },
    /** Whether this box of the address came from here, asked once. */
    knows(box: string): boolean {
      const own = told === box;
      told = null;
      return own;
    },
    stop
  };
}
