import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Encoding } from '#lib/server/public-cache.ts';

const piece = 256 * 1024;

/** Opens a file now, so that it stays whole for its reader even when a newer one takes its place; null where it is gone. */
export async function openNow(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const coders = {
  gzip: () => createGzip({ level: 5 }),
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
};

/**
 * The bytes of a file as the reader takes them: nothing is read ahead of who waits for it, and the file is closed when the
 * reader goes away.
 */
export function bodyOf(file: FileHandle, encoding: Encoding): ReadableStream {
  const source = file.createReadStream({ highWaterMark: piece });
  if (encoding === 'identity') return toWeb(source);
  const coder = coders[encoding]();
  // a reader that goes away ends the coder, and that the file
  pipeline(source, coder).catch(() => undefined);
  return toWeb(coder);
}

function toWeb(stream: Readable): ReadableStream {
  const pieces: AsyncIterator<unknown> = stream.iterator();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await pieces.next();
        if (value instanceof Uint8Array) controller.enqueue(value);
        if (done) controller.close();
      },
      cancel() {
        stream.destroy();
      }
    },
    { highWaterMark: 0 }
  );
}
