import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

export interface Written {
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

const full = 256 * 1024;

/** Writes a new file piece by piece: a quarter of a megabyte is kept in memory, and who writes waits for the disk. */
export async function createWriter(path: string) {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let kept: string[] = [];
  let length = 0;
  let bytes = 0;

  async function flush(): Promise<void> {
    if (length === 0) return;
    const buffer = Buffer.from(kept.join(''), 'utf8');
    kept = [];
    length = 0;
    hash.update(buffer);
    bytes += buffer.length;
    await file.writeFile(buffer);
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

/** The lines of a file in batches, without their ends. */
export async function* linesOf(path: string): AsyncGenerator<string[], void> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: full })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
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
