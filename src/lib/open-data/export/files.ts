import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

export interface Written {
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

/** Twice as many bytes, as Chinese takes, are not yet a large object to V8, which those collect late. */
const full = 48 * 1024;
/** Bytes of a UTF-16 unit in UTF-8, at most. */
const most = 3;

/** Writes a new file piece by piece: some is kept in memory, and who writes waits for the disk. */
export async function createWriter(path: string) {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let kept: string[] = [];
  let length = 0;
  let bytes = 0;
  // one for all pieces: memory beside the heap is given back late, and a gigabyte passes through here
  let space = Buffer.allocUnsafe(0);

  async function flush(): Promise<void> {
    if (length === 0) return;
    if (space.length < length * most) space = Buffer.allocUnsafe(length * most);
    const piece = space.subarray(0, space.write(kept.join(''), 'utf8'));
    kept = [];
    length = 0;
    hash.update(piece);
    bytes += piece.length;
    await file.writeFile(piece);
  }

  return {
    async write(text: string): Promise<void> {
      kept.push(text);
      length += text.length;
      if (length >= full) await flush();
    },
    /** Closes the file, and says what stands in it. */
    async end(): Promise<Written> {
      await flush();
      await file.close();
      return { bytes, sha256: hash.digest('hex') };
    },
    /** After a failure: the file stays as it is, for whoever removes the folder. */
    drop: () => file.close()
  };
}

/** The lines of a file in batches, without their ends. What is read stands in one place, again and again, as above. */
export async function* linesOf(path: string): AsyncGenerator<string[], void> {
  const file = await open(path, 'r');
  const space = Buffer.allocUnsafe(full);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for (;;) {
      const { bytesRead } = await file.read(space, 0, full, null);
      if (bytesRead === 0) break;
      const lines = (rest + decoder.write(space.subarray(0, bytesRead))).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) yield lines;
    }
    rest += decoder.end();
    if (rest !== '') yield [rest];
  } finally {
    await file.close();
  }
}

/** Takes as many lines as are asked for, whatever the batches they come in. */
export function taker(batches: AsyncGenerator<string[], void>) {
  let kept: string[] = [];
  return async (count: number): Promise<string[]> => {
    while (kept.length < count) {
      const next = await batches.next();
      if (next.done) throw new Error('two files of a dump do not match');
      kept = kept.length === 0 ? next.value : kept.concat(next.value);
    }
    const taken = kept.slice(0, count);
    kept = kept.slice(count);
    return taken;
  };
}
