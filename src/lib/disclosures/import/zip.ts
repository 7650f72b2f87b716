import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { folded, isLitter, nameOf, pathOf } from './entry-names.ts';

const mega = 1024 * 1024;

/** Documents hardly shrink; what unpacks to a hundred times its size is made to fill a memory. */
export const zipLimits = {
  bytes: 30 * mega,
  entries: 500,
  /** Of one file, unpacked; as of an upload by hand. */
  entry: 20 * mega,
  /** Of all files, unpacked. */
  total: 100 * mega,
  ratio: 100,
  /** Below this size a ratio means nothing. */
  small: mega
} as const;

export type ZipCode =
  | 'zip_broken'
  | 'zip_too_big'
  | 'zip_too_many'
  | 'zip_entry_too_big'
  | 'zip_total_too_big'
  | 'zip_bomb'
  | 'zip_encrypted'
  | 'zip_method'
  | 'zip_link'
  | 'zip_path'
  | 'zip_name'
  | 'zip_twice';

export interface ZipProblem {
  code: ZipCode;
  /** The entry, where one is to blame. */
  name: string;
}

export interface ZipEntry {
  parts: string[];
  size: number;
  /** Unpacks it, up to its declared size and no further. Throws `ZipError` where it is not what was declared. */
  read: () => Promise<Uint8Array>;
}

export type Opened = { ok: true; entries: ZipEntry[]; nested: string[] } | ({ ok: false } & ZipProblem);

export class ZipError extends Error {}

const encrypted = 0x1 | 0x40;
const utf8 = 0x800;
const kindMask = 0o170000;
const regular = 0o100000;
const folder = 0o040000;
const archives = /\.(zip|rar|7z|gz|tgz|tar|bz2|xz)$/i;

/** What Unix tools say of an entry beside its name; 0 where another system made it. */
const kindOf = ({ versionMadeBy, externalFileAttributes }: Entry): number =>
  versionMadeBy >>> 8 === 3 ? (externalFileAttributes >>> 16) & kindMask : 0;

const shownName = (name: string | null): string =>
  (name ?? '?').replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, '�').slice(0, 120);

function refusedEntry(entry: Entry): ZipCode | null {
  const { compressedSize, uncompressedSize } = entry;
  const kind = kindOf(entry);
  if (kind !== 0 && kind !== regular && kind !== folder) return 'zip_link';
  if (entry.generalPurposeBitFlag & encrypted) return 'zip_encrypted';
  if (!entry.canDecodeFileData()) return 'zip_method';
  if (uncompressedSize > zipLimits.entry) return 'zip_entry_too_big';
  const suspicious =
    uncompressedSize > zipLimits.small && uncompressedSize > compressedSize * zipLimits.ratio;
  return suspicious ? 'zip_bomb' : null;
}

/** Unpacks one entry: a stream that is cut off as soon as it says more than was declared. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new ZipError('zip_broken');
    size += chunk.length;
    if (size > entry.uncompressedSize || size > zipLimits.entry) throw new ZipError('zip_bomb');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) throw new ZipError('zip_broken');
  return bytes;
}

const reader = (zip: ZipFile, entry: Entry) => () =>
  unpack(zip, entry).catch((thrown: unknown) => {
    throw thrown instanceof ZipError ? thrown : new ZipError('zip_broken');
  });

/**
 * The files of an archive by their names, none of them unpacked yet. Anything that speaks of an attack, and whatever
 * would let a list mean two things, refuses the archive as a whole. Archives inside are never opened.
 */
async function list(zip: ZipFile): Promise<Opened> {
  const entries: ZipEntry[] = [];
  const nested: string[] = [];
  const seen = new Set<string>();
  let total = 0;
  const refuse = (code: ZipCode, name: string | null = ''): Opened => ({
    ok: false,
    code,
    name: shownName(name)
  });
  if (zip.entryCount > zipLimits.entries) return refuse('zip_too_many');
  for await (const entry of zip.eachEntry()) {
    const { fileNameRaw: bytes, extraFields, generalPurposeBitFlag } = entry;
    const name = nameOf({ bytes, extraFields, utf8: (generalPurposeBitFlag & utf8) !== 0 });
    const path = name === null ? { ok: false as const, code: 'zip_name' as const } : pathOf(name);
    if (!path.ok) return refuse(path.code, name);
    const { parts } = path;
    // what this count is of was only declared
    if (entries.length + nested.length > zipLimits.entries) return refuse('zip_too_many');
    const isFolder = /[/\\]$/.test(name ?? '');
    const refused = refusedEntry(entry);
    if (refused) return refuse(refused, name);
    if (isFolder || isLitter(parts)) continue;
    total += entry.uncompressedSize;
    if (total > zipLimits.total) return refuse('zip_total_too_big');
    if (seen.has(folded(parts))) return refuse('zip_twice', name);
    seen.add(folded(parts));
    if (archives.test(parts.at(-1) ?? '')) nested.push(parts.join('/'));
    else entries.push({ parts, size: entry.uncompressedSize, read: reader(zip, entry) });
  }
  return { ok: true, entries, nested };
}

/** Opens an archive from memory: nothing touches a disk. */
export async function openZip(bytes: Uint8Array): Promise<Opened> {
  if (bytes.length > zipLimits.bytes) return { ok: false, code: 'zip_too_big', name: '' };
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(buffer, {
      lazyEntries: true,
      decodeStrings: false,
      autoClose: false
    });
    return await list(zip);
  } catch {
    // yauzl tells of each malformation in its own English
    return { ok: false, code: 'zip_broken', name: '' };
  }
}

/** By its first bytes, whatever it is called: also an archive without an entry. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
