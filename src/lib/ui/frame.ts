import type { Key } from '#lib/i18n/types.ts';
import Building from '@lucide/svelte/icons/building-2';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import FileCheck from '@lucide/svelte/icons/file-check';
import MapPinned from '@lucide/svelte/icons/map-pinned';
import Megaphone from '@lucide/svelte/icons/megaphone';

export type Session = NonNullable<App.PageData['session']>;
export type Site = App.PageData['site'];

interface Entry {
  path: string;
  label: Key;
  icon: typeof MapPinned;
}

/** The entries of the header and of the bar at the bottom of a phone: five at most. */
export const entries: Entry[] = [
  { path: '/', label: 'common.nav.map', icon: MapPinned },
  { path: '/projects', label: 'common.nav.projects', icon: Building },
  { path: '/disclosures', label: 'common.nav.disclosures', icon: FileCheck },
  { path: '/open-days', label: 'common.nav.openDays', icon: CalendarDays },
  { path: '/complaints', label: 'common.nav.complaints', icon: Megaphone }
];

/** Whether `path` (without its language) lies in this entry. */
export const within = (entry: string, path: string): boolean =>
  entry === '/' ? path === '/' : path === entry || path.startsWith(`${entry}/`);
