import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** Folders that are being written begin so: never a day, hidden to `ls`, and removed by the next run. */
const aside = '.making-';

export interface Written {
  bytes: number;
  sha256: string;
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** An empty folder beside the finished ones, on the same disk, so that it can be renamed. */
export async function begin(root: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o755 });
  const folder = join(root, `${aside}${randomUUID()}`);
  await mkdir(folder, { mode: 0o755 });
  return folder;
}

/** What a run that was killed has left: nothing else makes such names, and one run at a time is claimed in the database. */
export async function sweep(root: string): Promise<number> {
  if (!(await exists(root))) return 0;
  const left = (await readdir(root)).filter((name) => name.startsWith(aside));
  for (const name of left) await rm(join(root, name), { recursive: true, force: true });
  return left.length;
}

/**
 * Gives a whole folder its name, forced to the disk. A folder that stands there is never replaced: renaming onto one
 * that holds files fails. False when there is one.
 */
export async function finish(root: string, folder: string, name: string): Promise<boolean> {
  await syncFolder(folder);
  try {
    await rename(folder, join(root, name));
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  await syncFolder(root);
  return true;
}

/** Removes a folder that did not get its name. */
export const discard = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Removes files of a snapshot whose place another has taken: its manifest stays, for the hash that the journal holds. */
export async function empty(root: string, name: string, keep: readonly string[]): Promise<void> {
  const folder = join(root, name);
  if (!(await exists(folder))) return;
  for (const file of await readdir(folder))
    if (!keep.includes(file)) await rm(join(folder, file), { recursive: true, force: true });
  await syncFolder(folder);
}

type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Writes what comes, as it comes, and takes its measure. */
async function take(handle: FileHandle, pieces: AsyncIterable<Uint8Array>): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
    let at = 0;
    while (at < piece.length) at += (await handle.write(piece, at)).bytesWritten;
  }
  await handle.sync();
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * Writes one file, forced to the disk, and says what it is. Names that end in .gz are compressed, alike each time, so that
 * the same rows are the same file.
 */
export async function write(folder: string, name: string, pieces: Pieces): Promise<Written> {
  const source = Readable.from(pieces, { objectMode: false });
  const handle = await open(join(folder, name), 'wx', 0o644);
  let written: Written | undefined;
  const sink = async (bytes: AsyncIterable<Uint8Array>) => {
    written = await take(handle, bytes);
  };
  try {
    if (name.endsWith('.gz')) await pipeline(source, createGzip({ level: 6 }), sink);
    else await pipeline(source, sink);
  } finally {
    await handle.close();
  }
  if (!written) throw new Error(`${name} was not written.`);
  return written;
}

/** Reads a file again, as it is on the disk. */
export async function measure(path: string): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    if (!(piece instanceof Uint8Array)) continue;
    bytes += piece.length;
    hash.update(piece);
  }
  return { bytes, sha256: hash.digest('hex') };
}
