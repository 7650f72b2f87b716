import { hash } from 'node:crypto';
import { Buffer } from 'node:buffer';

/** RFC 6962, section 2.1, over hashes of leaves. All nodes of whole subtrees are kept: 64 bytes an entry. */

const width = 32;
const prefix = { leaf: Buffer.of(0), node: Buffer.of(1) };

export const emptyRoot = hash('sha256', '', 'buffer');
export const leafHash = (entry: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([prefix.leaf, entry]), 'buffer');
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([prefix.node, left, right]), 'buffer');

/** Hashes of one level, in one piece of memory that grows. */
interface Level {
  bytes: Buffer;
  count: number;
}

function push(level: Level, node: Uint8Array): void {
  const end = (level.count + 1) * width;
  if (end > level.bytes.length) {
    const larger = Buffer.alloc(Math.max(end, level.bytes.length * 2, 256 * width));
    level.bytes.copy(larger);
    level.bytes = larger;
  }
  level.bytes.set(node, level.count * width);
  level.count += 1;
}

const at = ({ bytes }: Level, index: number): Buffer => bytes.subarray(index * width, (index + 1) * width);

/** The largest power of two below n. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

export interface Tree {
  readonly size: number;
  /** Hashes of further leaves, 32 bytes each. */
  append: (leaves: Uint8Array) => void;
  leaf: (index: number) => Buffer;
  root: (size: number) => Buffer;
  /** From leaf `index` up to the root of the tree of that size. */
  inclusion: (index: number, size: number) => Buffer[];
  consistency: (from: number, to: number) => Buffer[];
  /** Hashes `from` to `to` of a level of tiles: each of 256 ** level leaves. null where there are not so many. */
  tile: (level: number, from: number, to: number) => Buffer | null;
}

export function createTree(): Tree {
  const levels: Level[] = [];

  function add(leaf: Uint8Array): void {
    let node = leaf;
    for (let height = 0; ; height += 1) {
      const level = (levels[height] ??= { bytes: Buffer.alloc(0), count: 0 });
      push(level, node);
      if (level.count % 2 === 1) return;
      node = nodeHash(at(level, level.count - 2), at(level, level.count - 1));
    }
  }

  /** The hash of leaves `start` to `end`: of a whole subtree it is kept, of others two are joined. */
  function range(start: number, end: number): Buffer {
    const n = end - start;
    const height = Math.log2(n);
    const level = levels[height];
    if (Number.isInteger(height) && level && start % n === 0) return at(level, start / n);
    const k = split(n);
    return nodeHash(range(start, start + k), range(start + k, end));
  }

  function path(index: number, start: number, end: number): Buffer[] {
    const n = end - start;
    if (n === 1) return [];
    const k = split(n);
    return index < k
      ? [...path(index, start, start + k), range(start + k, end)]
      : [...path(index - k, start + k, end), range(start, start + k)];
  }

  function subproof(m: number, start: number, end: number, whole: boolean): Buffer[] {
    const n = end - start;
    if (m === n) return whole ? [] : [range(start, end)];
    const k = split(n);
    return m <= k
      ? [...subproof(m, start, start + k, whole), range(start + k, end)]
      : [...subproof(m - k, start + k, end, false), range(start, start + k)];
  }

  const size = () => levels[0]?.count ?? 0;
  function within(good: boolean): void {
    if (!good) throw new RangeError(`The tree has ${String(size())} leaves.`);
  }

  return {
    get size() {
      return size();
    },
    append(leaves) {
      for (let from = 0; from < leaves.length; from += width) add(leaves.subarray(from, from + width));
    },
    leaf(index) {
      within(index >= 0 && index < size());
      return range(index, index + 1);
    },
    root(of) {
      within(of >= 0 && of <= size());
      return of === 0 ? emptyRoot : range(0, of);
    },
    inclusion(index, of) {
      within(index >= 0 && index < of && of <= size());
      return path(index, 0, of);
    },
    consistency(from, to) {
      within(from >= 0 && from <= to && to <= size());
      return from === 0 ? [] : subproof(from, 0, to, true);
    },
    tile(level, from, to) {
      const kept = levels[8 * level];
      if (!kept || from < 0 || to > kept.count || from >= to) return null;
      return Buffer.from(kept.bytes.subarray(from * width, to * width));
    }
  };
}
