/** A file that a person chose, by its path in the kit. */
export interface Chosen {
  path: string;
  bytes: () => Promise<ArrayBuffer>;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;

/** The files in a ZIP of ours, which are stored as they are. Throws for what is none. */
export async function readZip(file: Blob): Promise<Chosen[]> {
  const tailAt = Math.max(0, file.size - 65_557);
  const tail = new DataView(await file.slice(tailAt).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endMark) end -= 1;
  if (end < 0) throw new Error('no ZIP');
  const count = tail.getUint16(end + 10, true);
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  const directory = new DataView(await file.slice(start, start + size).arrayBuffer());
  const found: Chosen[] = [];
  for (let at = 0, n = 0; n < count; n += 1) {
    if (directory.getUint32(at, true) !== entryMark) throw new Error('no ZIP');
    const [method, length] = [directory.getUint16(at + 10, true), directory.getUint32(at + 24, true)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => directory.getUint16(at + offset, true));
    const local = directory.getUint32(at + 42, true);
    const path = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, name));
    if (method === 0) found.push({ path, bytes: () => readLocal(file, local, length) });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return found;
}

/** What is in front of an entry's bytes has a length of its own. */
async function readLocal(file: Blob, at: number, length: number): Promise<ArrayBuffer> {
  const head = new DataView(await file.slice(at, at + 30).arrayBuffer());
  const start = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  return file.slice(start, start + length).arrayBuffer();
}

/** Files as they were chosen or dropped; an archive among them counts as what is in it. */
export async function chosenOf(files: Iterable<File>): Promise<Chosen[]> {
  const all: Chosen[] = [];
  for (const file of files) {
    if (/\.zip$/i.test(file.name)) all.push(...(await readZip(file)));
    else all.push({ path: file.webkitRelativePath || file.name, bytes: () => file.arrayBuffer() });
  }
  return all;
}

/** The chosen file of each name of the manifest, wherever the folder was unpacked. */
export function match(names: string[], chosen: Chosen[]): Map<string, Chosen> {
  const found = new Map<string, Chosen>();
  for (const name of names) {
    const one =
      chosen.find(({ path }) => path === name || path.endsWith(`/${name}`)) ??
      // chosen one by one, without their folders: no two files of a kit have the same name
      chosen.find(({ path }) => !path.includes('/') && path === name.split('/').at(-1));
    if (one) found.set(name, one);
  }
  return found;
}
