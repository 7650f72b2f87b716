import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Json } from '../canonical.ts';

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)])
);
const line = z.object({
  seq: z.number().int(),
  leaf_hash: z.string().regex(/^[0-9a-f]{64}$/),
  entry: z.record(z.string(), json).nullable()
});
export type EntryLine = z.infer<typeof line>;

/** Lines of a file of a snapshot, which may be compressed; nothing where there is no such file. */
export async function* linesOf(folder: string, name: string): AsyncGenerator<string> {
  const plain = join(folder, name);
  const packed = `${plain}.gz`;
  if (!existsSync(plain) && !existsSync(packed)) return;
  const input = existsSync(plain) ? createReadStream(plain) : createReadStream(packed).pipe(createGunzip());
  // U+2028 is no end of a line in JSON, but readline takes it for one
  let rest = '';
  input.setEncoding('utf8');
  for await (const piece of input) {
    const lines = (rest + z.string().parse(piece)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Entries of a snapshot. Throws, with the number of the line, for one that is none. */
export async function* readEntries(folder: string): AsyncGenerator<EntryLine> {
  let number = 0;
  for await (const text of linesOf(folder, 'entries.ndjson')) {
    number += 1;
    let found;
    try {
      found = line.safeParse(JSON.parse(text));
    } catch {
      // no JSON: told below
    }
    if (!found?.success) throw new Error(`line ${String(number)} of entries.ndjson is not an entry`);
    yield found.data;
  }
}
