import { newId } from '#lib/offline/ids.ts';

const name = 'sunlit-gate-device';

/** Tells the devices of a gate apart in the attendance list; says nothing of the device. */
export function deviceName(): string {
  const known = localStorage.getItem(name);
  if (known) return known;
  const made = newId().slice(0, 6).toUpperCase();
  localStorage.setItem(name, made);
  return made;
}
