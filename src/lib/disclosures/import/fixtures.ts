import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** For tests alone. */
export interface Packed {
  name: string;
  content: string | Uint8Array;
  mode?: number;
  compress?: boolean;
}

export async function pack(files: readonly Packed[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, content, mode, compress = true } of files)
    zip.addBuffer(Buffer.from(content), name, { mode, compress });
  zip.end();
  return buffer(zip.outputStream);
}

/** Another name of the same length in both headers, as no honest tool would write it; bit 11 goes with it. */
export function renamed(zip: Buffer, from: string, to: Uint8Array): Buffer {
  const old = Buffer.from(from);
  if (old.length !== to.length) throw new Error('a name of another length would move everything after it');
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(old); at !== -1; at = copy.indexOf(old, at + 1)) copy.set(to, at);
  return copy;
}

/** Where the central directory has its records. */
export function centralRecords(zip: Buffer): number[] {
  const found: number[] = [];
  const signature = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = zip.indexOf(signature); at !== -1; at = zip.indexOf(signature, at + 1)) found.push(at);
  return found;
}

/** Changes the record of one entry: 8 flags, 10 method, 20 and 24 sizes, 38 attributes. */
export function patched(zip: Buffer, entry: number, change: (record: Buffer) => void): Buffer {
  const copy = Buffer.from(zip);
  const at = centralRecords(copy)[entry] ?? 0;
  change(copy.subarray(at));
  return copy;
}
