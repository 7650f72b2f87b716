import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { log } from '#lib/server/log.ts';
import { signers } from './keys.server.ts';
import { forget, leaves, state, withTree } from './log.server.ts';
import { writeCheckpoint, writeNote } from './note.ts';
import type { CheckpointRow, LogState } from './schema.ts';
import type { Tree } from './tree.ts';

type Signing = Pick<Hub, 'service' | 'backend' | 'config' | 'secrets'>;

/** Entries of the journal between two checkpoints, at most: the database keeps their hashes in one row. */
const largest = 65_536;

/** One step on: null when another node was faster, so that what was signed here is thrown away. */
async function step(hub: Signing, tree: Tree, { head, size }: LogState): Promise<boolean> {
  const to = Math.min(head, size + largest);
  tree.append(await leaves(hub, size, to));
  const root = tree.root(to);
  const keys = await signers(hub);
  const origin = keys[0]?.name ?? '';
  const text = writeCheckpoint({ origin, size: to, root: new Uint8Array(root) });
  const note = writeNote({ text, signatures: keys.map((key) => ({ line: key.sign(text) })) });
  const args = { previous: size, size: to, root: root.toString('hex'), note };
  return unwrap(await hub.service.rpc('keep_checkpoint', args), z.boolean());
}

/** Signs what was appended to the journal since. Returns how many checkpoints were made. */
export async function sign(hub: Signing): Promise<number> {
  let made = 0;
  for (;;) {
    const done = await withTree(hub, async (tree, now) => {
      if (now.head <= now.size) return null;
      const mine = await step(hub, tree, now);
      // the tree has grown by leaves that another node may have cut otherwise
      if (!mine) forget(hub);
      return mine;
    });
    if (done === null) return made;
    if (done) made += 1;
  }
}

/** The newest checkpoint, of the head of the journal unless signing fails: then the one before is told still. */
export async function newest(hub: Signing): Promise<CheckpointRow | null> {
  const { head, size, checkpoint } = await state(hub);
  if (head <= size) return checkpoint;
  try {
    await sign(hub);
  } catch (error) {
    log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'no checkpoint could be signed');
    if (!checkpoint) throw error;
  }
  return (await state(hub)).checkpoint;
}

/** A checkpoint that was made, by its size. */
export async function at(hub: Pick<Hub, 'service'>, size: number): Promise<CheckpointRow | null> {
  return (await state(hub, size)).checkpoint;
}

/** The bytes of /log/checkpoint: the log's own signatures, then those of witnesses. */
export const noteOf = ({ note, cosignatures }: Pick<CheckpointRow, 'note' | 'cosignatures'>): string =>
  note + cosignatures.map(({ line }) => `${line}\n`).join('');
