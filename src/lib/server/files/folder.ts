import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathOf, sha256 } from './hash.ts';
import type { Files, Opened, Span } from './types.ts';

const pieceSize = 64 * 1024;

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

/** Read as it is asked for, so that a slow reader holds 64 KB and not the file. */
function streamOf(handle: FileHandle, { start, end }: Span): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream({
    async pull(controller) {
      const piece = new Uint8Array(Math.min(pieceSize, end - at + 1));
      const { bytesRead } =
        piece.length > 0 ? await handle.read(piece, 0, piece.length, at) : { bytesRead: 0 };
      at += bytesRead;
      if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
      if (bytesRead > 0 && at <= end) return;
      await handle.close();
      controller.close();
    },
    cancel: () => handle.close()
  });
}

async function read(handle: FileHandle, span?: Span): Promise<Opened> {
  const { size } = await handle.stat();
  return { bytes: size, stream: streamOf(handle, span ?? { start: 0, end: size - 1 }) };
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
