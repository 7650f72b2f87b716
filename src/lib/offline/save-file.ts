/** What waits, as a file that somebody can bring to the hub. */
export function saveFile(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** For a name of a file: 2026-11-22T1405. */
export const stamp = (): string => new Date().toISOString().slice(0, 16).replace(':', '');
