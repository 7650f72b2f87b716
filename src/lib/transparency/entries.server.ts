import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { entryRow, type EntryRow } from './schema.ts';

const page = 256;

/** Entries behind `after`, as the log tells them. */
export const read = async (
  { service }: Pick<Hub, 'service'>,
  after: number,
  size: number = page
): Promise<EntryRow[]> =>
  unwrap(await service.rpc('log_entries', { after, page_size: size }), z.array(entryRow));

/** Lines of `entries.ndjson`: every entry from the first to `size`, with its leaf hash; null where it is no longer told. */
export async function* lines(hub: Pick<Hub, 'service'>, size: number): AsyncGenerator<string> {
  let after = 0;
  while (after < size) {
    const found = await read(hub, after);
    for (const { seq, leaf_hash, form } of found.filter((entry) => entry.seq <= size))
      yield `{"seq":${String(seq)},"leaf_hash":"${leaf_hash}","entry":${form ?? 'null'}}\n`;
    after = found.at(-1)?.seq ?? size;
  }
}

/** Longer ones have no place in a bundle, whose lengths are two bytes; /log/proof/<seq> tells them. */
const longest = 0xffff;

/**
 * An entry bundle (C2SP tlog-tiles): each entry behind its length in two bytes. An entry that is no longer told, or too
 * long, has the length 0, which no entry has: its hash stands in the tile.
 */
export async function bundle(
  hub: Pick<Hub, 'service'>,
  after: number,
  width: number
): Promise<Uint8Array<ArrayBuffer>> {
  const found = new Map((await read(hub, after, width)).map(({ seq, form }) => [seq, form]));
  const parts = Array.from({ length: width }, (_, i) => {
    const bytes = Buffer.from(found.get(after + 1 + i) ?? '');
    const told = bytes.length <= longest ? bytes : Buffer.alloc(0);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(told.length);
    return Buffer.concat([length, told]);
  });
  return new Uint8Array(Buffer.concat(parts));
}
