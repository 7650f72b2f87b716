import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { logState, type LogState } from './schema.ts';
import { createTree, type Tree } from './tree.ts';

type Reader = Pick<Hub, 'service' | 'backend'>;

/** The tree of one process, in memory, grown from the leaf hashes that stand beside the checkpoints. */
interface Kept {
  tree: Tree;
  /** Work on it is done one after the other: a tree that grows must not be read half way. */
  queue: Promise<unknown>;
}

const trees = new WeakMap<Hub['backend'], Kept>();

function keptOf({ backend }: Pick<Hub, 'backend'>): Kept {
  const kept = trees.get(backend) ?? { tree: createTree(), queue: Promise.resolve() };
  trees.set(backend, kept);
  return kept;
}

/** What is signed no longer fits what is kept: nothing may be signed or proved on top of it. */
export class BrokenLogError extends Error {
  override readonly name = 'BrokenLogError';
  constructor(size: number) {
    super(
      `The transparency log is broken: the leaves kept for its checkpoint of ${String(size)} entries do not give the root that was signed. Run \`hub verify\`.`
    );
  }
}

export const state = async ({ service }: Pick<Hub, 'service'>, at: number | null = null): Promise<LogState> =>
  unwrap(await service.rpc('log_state', { at }), logState);

/** Leaf hashes in one piece: of checkpoints, or with a size of the journal as it stands. */
export async function leaves(
  { service }: Pick<Hub, 'service'>,
  after: number,
  size: number | null
): Promise<Buffer> {
  return Buffer.from(unwrap(await service.rpc('log_leaves', { after, size }), z.string()), 'base64');
}

/** Forgets the tree: the next question reads it anew. */
export function forget(hub: Reader): void {
  keptOf(hub).tree = createTree();
}

async function grow(hub: Reader, tree: Tree, { size, checkpoint }: LogState): Promise<void> {
  while (tree.size < size) {
    const more = await leaves(hub, tree.size, null);
    if (more.length === 0) throw new BrokenLogError(size);
    tree.append(more);
  }
  if (checkpoint?.size === size && tree.root(size).toString('hex') !== checkpoint.root)
    throw new BrokenLogError(size);
}

/** One after the other with the tree, grown to the newest checkpoint. What fails leaves no tree behind. */
export function withTree<T>(hub: Reader, work: (tree: Tree, now: LogState) => Promise<T> | T): Promise<T> {
  const kept = keptOf(hub);
  const run = async () => {
    try {
      const now = await state(hub);
      await grow(hub, kept.tree, now);
      return await work(kept.tree, now);
    } catch (error) {
      forget(hub);
      throw error;
    }
  };
  const result = kept.queue.then(run, run);
  kept.queue = result.catch(() => undefined);
  return result;
}
