import { z } from 'zod';
import type { Hub } from '#lib/server/hub.ts';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import * as keys from '#lib/transparency/keys.server.ts';
import { withTree } from '#lib/transparency/log.server.ts';
import { writeCheckpoint, writeNote } from '#lib/transparency/note.ts';

export { lines } from '#lib/transparency/entries.server.ts';

type Signing = Pick<Hub, 'service' | 'backend' | 'config' | 'secrets' | 'visitor'>;

/** A signed checkpoint of exactly this size: the tree of a snapshot ends where its rows do. */
export async function sealed(hub: Signing, size: number) {
  const key = `${JSON.stringify(await keys.told(hub), null, 2)}\n`;
  const kept = await checkpoints.at(hub, size);
  if (kept) return { size, root: kept.root, note: checkpoints.noteOf(kept), key };
  await checkpoints.newest(hub);
  return withTree(hub, async (tree) => {
    const root = tree.root(size);
    const signers = await keys.signers(hub);
    const text = writeCheckpoint({ origin: signers[0]?.name ?? '', size, root: new Uint8Array(root) });
    const note = writeNote({ text, signatures: signers.map((signer) => ({ line: signer.sign(text) })) });
    return { size, root: root.toString('hex'), note, key };
  });
}

const line = z.object({
  seq: z.number(),
  leaf_hash: z.string(),
  entry: z.looseObject({ recorded_at: z.string() }).nullable()
});

/** What a line of entries says of its leaf. */
export function leafOf(text: string) {
  const { seq, leaf_hash, entry } = line.parse(JSON.parse(text));
  return { seq, leaf_hash, recorded_at: entry?.recorded_at ?? null };
}

/** The line of an entry that is no longer told: its hash alone. */
export function withheld(text: string): string {
  const { seq, leaf_hash } = leafOf(text);
  return `{"seq":${String(seq)},"leaf_hash":"${leaf_hash}","entry":null}`;
}
