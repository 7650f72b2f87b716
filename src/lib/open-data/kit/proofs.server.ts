import type { Hub } from '#lib/server/hub.ts';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import * as keys from '#lib/transparency/keys.server.ts';
import { withTree } from '#lib/transparency/log.server.ts';
import type { KitEntry } from './page/data.ts';
import type { KitRows } from './read.server.ts';

type Proving = Pick<Hub, 'service' | 'backend' | 'config' | 'secrets' | 'visitor'>;

/** Proofs of entries, all up to one checkpoint, which holds at least the first `seq` entries. */
export async function prove(hub: Proving, { entries, seq }: Pick<KitRows, 'entries' | 'seq'>) {
  const checkpoint = await checkpoints.newest(hub);
  if (!checkpoint || checkpoint.size < seq)
    throw new Error('The log has no checkpoint as new as the journal.');
  const proofs = await withTree(hub, (tree) =>
    entries.map(({ seq: number, form }): KitEntry => {
      const path = tree.inclusion(number - 1, checkpoint.size).map((node) => node.toString('hex'));
      return { seq: number, leaf_hash: tree.leaf(number - 1).toString('hex'), form, path };
    })
  );
  return { note: checkpoints.noteOf(checkpoint), proofs, told: await keys.told(hub) };
}
