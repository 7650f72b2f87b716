import { error } from '@sveltejs/kit';
import type { Hub } from '#lib/server/hub.ts';
import * as checkpoints from './checkpoints.server.ts';
import * as entries from './entries.server.ts';
import { withTree } from './log.server.ts';
import type { CheckpointRow, Proof } from './schema.ts';
import { emptyRoot } from './tree.ts';

type Proving = Pick<Hub, 'service' | 'backend' | 'config' | 'secrets'>;

const refuse = (status: number, code: string): never => error(status, { code, message: code });

/** The checkpoint that a proof ends in: the newest, or the one of a size that was signed. */
async function headOf(hub: Proving, size: number | null): Promise<CheckpointRow> {
  const found = size === null ? await checkpoints.newest(hub) : await checkpoints.at(hub, size);
  return found ?? refuse(404, size === null ? 'log_empty' : 'unknown_checkpoint');
}

/** Proof that entry `seq` is in the log, up to a signed root. */
export async function proof(hub: Proving, seq: number, size: number | null = null): Promise<Proof> {
  const checkpoint = await headOf(hub, size);
  if (seq < 1 || seq > checkpoint.size) refuse(404, 'unknown_entry');
  const { leaf, path } = await withTree(hub, (tree) => ({
    leaf: tree.leaf(seq - 1).toString('hex'),
    path: tree.inclusion(seq - 1, checkpoint.size).map((node) => node.toString('hex'))
  }));
  const [entry] = await entries.read(hub, seq - 1, 1);
  // what the journal says now is told beside the leaf that was signed: whoever checks sees whether they fit
  const form = entry?.seq === seq ? entry.form : null;
  return { seq, index: seq - 1, leaf_hash: leaf, form, withheld: form === null, path, checkpoint };
}

export interface Consistency {
  from: { size: number; root: string; note: string | null };
  to: { size: number; root: string; note: string | null };
  path: string[];
}

/** Proof that the tree of size `to` begins with the tree of size `from`. */
export async function consistency(hub: Proving, from: number, to: number | null): Promise<Consistency> {
  const newest = await headOf(hub, null);
  const end = to ?? newest.size;
  if (from > end || end > newest.size) refuse(400, 'log_range');
  const [older, newer] = [await checkpoints.at(hub, from), await checkpoints.at(hub, end)];
  return withTree(hub, (tree) => ({
    from: {
      size: from,
      root: (from === 0 ? emptyRoot : tree.root(from)).toString('hex'),
      note: older && checkpoints.noteOf(older)
    },
    to: { size: end, root: tree.root(end).toString('hex'), note: newer && checkpoints.noteOf(newer) },
    path: tree.consistency(from, end).map((node) => node.toString('hex'))
  }));
}
