/** Also where a page without https has no `randomUUID`. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const name = 'sunlit-gate-device';

/** Tells the devices of a gate apart in the attendance list; says nothing of the device. */
export function deviceName(): string {
  const known = localStorage.getItem(name);
  if (known) return known;
  const made = newId().slice(0, 6).toUpperCase();
  localStorage.setItem(name, made);
  return made;
}

/** What waits, as a file that somebody else can bring to the hub. */
export function saveAsFile(content: unknown, fileName: string): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
