import type { Hub } from '#lib/server/hub.ts';
import * as entries from './entries.server.ts';
import { state, withTree } from './log.server.ts';
import type { TilePath } from './tiles.ts';

/** Hashes of a tile; null where the newest checkpoint has not so many. */
export async function hashes(
  hub: Pick<Hub, 'service' | 'backend'>,
  { level, index, width }: TilePath
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (level === 'entries') return null;
  const found = await withTree(hub, (tree) => tree.tile(level, index * 256, index * 256 + width));
  return found && new Uint8Array(found);
}

/** A bundle of entries; null where the newest checkpoint has not so many. */
export async function bundle(
  hub: Pick<Hub, 'service'>,
  { index, width }: TilePath
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { size } = await state(hub);
  if (index * 256 + width > size) return null;
  return entries.bundle(hub, index * 256, width);
}
