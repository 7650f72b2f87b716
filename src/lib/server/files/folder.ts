import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pathOf, sha256 } from './hash.ts';
import type { Files, Opened, Span } from './types.ts';

const absent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (absent(error)) return null;
    throw error;
  }
}

/** The name of a file is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Written aside, forced to the disk and renamed: a file is there whole or not at all, also after a loss of power. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}`;
  try {
    const handle = await open(aside, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(folder);
  if (made) await syncFolder(dirname(folder));
}

async function read(handle: FileHandle, span?: Span): Promise<Opened> {
  const { size } = await handle.stat();
  const stream = handle.createReadStream(span ? { start: span.start, end: span.end } : {});
  return { bytes: size, stream: Readable.toWeb(stream) };
}

/** Files in a folder of this machine, or one that the nodes share. */
export function folderFiles(root: string): Files {
  const at = (area: string, hash: string) => join(root, area, pathOf(hash));
  return {
    place: root,
    async put(area, bytes) {
      const hash = await sha256(bytes);
      // also over a file that is there: if it was damaged from outside, this puts it right
      await write(at(area, hash), bytes);
      return hash;
    },
    async open(area, hash, span) {
      const handle = await orNull(open(at(area, hash), 'r'));
      return handle && read(handle, span);
    },
    has: async (area, hash) => (await orNull(stat(at(area, hash)))) !== null,
    remove: async (area, hash) => rm(at(area, hash), { force: true })
  };
}
