import type { Key } from '#lib/i18n/types.ts';
import Building from '@lucide/svelte/icons/building-2';
import Landmark from '@lucide/svelte/icons/landmark';
import MapPinned from '@lucide/svelte/icons/map-pinned';
import Rss from '@lucide/svelte/icons/rss';

/** What the frame asks of `page.data.session`; null for the public. */
export interface Session {
  display_name: string;
  desk: boolean;
}

/** What the frame asks of `page.data.site`. */
export interface Site {
  /** Without a slash at its end; empty where no address is configured. */
  origin: string;
  demo: boolean;
  contact: string;
  mapReview: string;
  version: string;
}

interface Entry {
  path: string;
  label: Key;
  icon: typeof MapPinned;
}

/** The entries of the header and of the bar at the bottom of a phone: five at most. */
export const entries: Entry[] = [
  { path: '/', label: 'common.nav.map', icon: MapPinned },
  { path: '/projects', label: 'common.nav.projects', icon: Building },
  { path: '/divisions', label: 'common.nav.divisions', icon: Landmark },
  { path: '/feeds', label: 'common.nav.feeds', icon: Rss }
];

/** Whether `path` (without its language) lies in this entry. */
export const within = (entry: string, path: string): boolean =>
  entry === '/' ? path === '/' : path === entry || path.startsWith(`${entry}/`);
