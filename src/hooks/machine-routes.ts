import { unlocalised } from '#lib/i18n/paths.ts';

const machine = [
  '/feeds/',
  '/map/',
  '/health/',
  '/metrics',
  '/open/',
  '/calendar/',
  '/open311/',
  '/log/',
  '/desk/documents',
  '/verify.json'
];

/** Paths that programs read: their errors are problem details, and browsers elsewhere may read their answers. */
export function isMachineRoute(pathname: string): boolean {
  const path = unlocalised(pathname);
  return machine.some((start) => path === start || path.startsWith(start));
}
