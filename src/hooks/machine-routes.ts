import { unlocalised } from '#lib/i18n/paths.ts';

const machine = [
  '/feeds/',
  '/map/',
  '/health/',
  '/metrics',
  '/hotline/',
  '/open/',
  '/calendar/',
  '/open311/',
  '/log/',
  '/desk/documents',
  '/verify.json',
  '/sitemap',
  '/robots.txt'
];

/** Lists of snapshots and of what is in one. */
const snapshotPages = /^\/open\/snapshots(\/[^/]+)?$/;

/** A project's archive. */
const kit = /^\/projects\/[^/]+\/kit\.zip$/;

/** A page's own calendar file. */
const event = /^\/open-days\/[^/]+\/event\.ics$/;

/** Pages for people among them; what has an ending is a file. */
const page = /^\/(feeds\/mine$|open\/(?!changes$)[a-z_-]+$|open\/api\/v1\/reference(\/|$))/;

/** Paths that programs read: their errors are problem details, and browsers elsewhere may read their answers. */
export function isMachineRoute(pathname: string): boolean {
  const path = unlocalised(pathname);
  if (page.test(path) || snapshotPages.test(path)) return false;
  return (
    event.test(path) || kit.test(path) || machine.some((start) => path === start || path.startsWith(start))
  );
}
