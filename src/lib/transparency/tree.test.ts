import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConsistent, isIncluded } from './check.ts';
import { createTree, emptyRoot, leafHash } from './tree.ts';

/** RFC 6962, section 2.1, as it is written there, apart from the tree that is tested. */
const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const power = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1);
function mth(d: Buffer[]): Buffer {
  const [only] = d;
  if (!only) return sha();
  if (d.length === 1) return sha(Buffer.of(0), only);
  const k = power(d.length);
  return sha(Buffer.of(1), mth(d.slice(0, k)), mth(d.slice(k)));
}
function audit(m: number, d: Buffer[]): Buffer[] {
  if (d.length === 1) return [];
  const k = power(d.length);
  return m < k
    ? [...audit(m, d.slice(0, k)), mth(d.slice(k))]
    : [...audit(m - k, d.slice(k)), mth(d.slice(0, k))];
}
function sub(m: number, d: Buffer[], b: boolean): Buffer[] {
  if (m === d.length) return b ? [] : [mth(d)];
  const k = power(d.length);
  return m <= k
    ? [...sub(m, d.slice(0, k), b), mth(d.slice(k))]
    : [...sub(m - k, d.slice(k), false), mth(d.slice(0, k))];
}

const hex = (nodes: Uint8Array[]) => nodes.map((node) => Buffer.from(node).toString('hex'));
const own = (node: Uint8Array) => new Uint8Array(node);

function treeOf(entries: Buffer[]) {
  const tree = createTree();
  tree.append(Buffer.concat(entries.map(leafHash)));
  return tree;
}

/** A tree, its entries, and two sizes, the first at most the second. */
const grown = fc
  .array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 70 })
  .chain((entries) =>
    fc.tuple(
      fc.constant(entries.map((entry) => Buffer.from(entry))),
      fc.integer({ min: 1, max: entries.length }),
      fc.nat({ max: entries.length })
    )
  )
  .map(([entries, size, small]) => ({ entries, size, from: Math.min(small, size) }));

describe('the tree', () => {
  it('has the roots of the test vectors of Certificate Transparency', () => {
    const entries = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f'
    ];
    const tree = treeOf(entries.map((entry) => Buffer.from(entry, 'hex')));
    const roots = Array.from({ length: 9 }, (_, size) => tree.root(size).toString('hex'));
    expect(roots).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
    ]);
    expect(hex(tree.inclusion(0, 8))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
    ]);
    expect(hex(tree.consistency(6, 8))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'
    ]);
  });

  it('has the roots, paths and proofs of the definition, for any entries and sizes', () => {
    fc.assert(
      fc.property(grown, ({ entries, size, from }) => {
        const tree = treeOf(entries);
        const d = entries.slice(0, size);
        expect(tree.root(size)).toEqual(mth(d));
        const index = from % size;
        expect(hex(tree.inclusion(index, size))).toEqual(hex(audit(index, d)));
        expect(hex(tree.consistency(from, size))).toEqual(from === 0 ? [] : hex(sub(from, d, true)));
      }),
      { numRuns: 300 }
    );
  });

  it('is the same however its leaves came, and refuses what it does not have', () => {
    const entries = Array.from({ length: 600 }, (_, i) => Buffer.from(String(i)));
    const [whole, slow] = [treeOf(entries), createTree()];
    for (const entry of entries) slow.append(leafHash(entry));
    expect(slow.root(600)).toEqual(whole.root(600));
    expect(slow.size).toBe(600);
    expect(whole.tile(0, 256, 512)).toEqual(Buffer.concat(entries.slice(256, 512).map(leafHash)));
    expect(whole.tile(1, 0, 2)).toEqual(
      Buffer.concat([mth(entries.slice(0, 256)), mth(entries.slice(256, 512))])
    );
    for (const [level, from, to] of [
      [0, 512, 768],
      [1, 0, 3],
      [2, 0, 1],
      [0, 5, 5],
      [9, 0, 1],
      [0, -1, 1]
    ] as const)
      expect(whole.tile(level, from, to)).toBeNull();
    expect(() => whole.root(601)).toThrow(RangeError);
    expect(() => whole.inclusion(5, 5)).toThrow(RangeError);
    expect(() => whole.inclusion(-1, 5)).toThrow(RangeError);
    expect(() => whole.consistency(7, 6)).toThrow(RangeError);
    expect(() => whole.leaf(600)).toThrow(RangeError);
    expect(createTree().root(0)).toEqual(emptyRoot);
  });
});

/** One change that makes another proof of it. */
type Change = 'none' | 'flip' | 'drop' | 'add' | 'swap' | 'index' | 'size';
const changes = fc.constantFrom<Change>('none', 'flip', 'drop', 'add', 'swap', 'index', 'size');

function changed(path: Uint8Array<ArrayBuffer>[], change: Change): Uint8Array<ArrayBuffer>[] {
  const next = path.map((node) => Uint8Array.from(node));
  const [first, second] = next;
  if (change === 'flip' && first) first[7] = (first[7] ?? 0) ^ 1;
  if (change === 'drop') next.pop();
  if (change === 'add') next.push(new Uint8Array(32));
  if (change === 'swap' && first && second) next.splice(0, 2, second, first);
  return next;
}
const same = (a: Uint8Array[], b: Uint8Array[]) => hex(a).join() === hex(b).join();

describe('a proof', () => {
  it('of an entry convinces as it is, and in no other form', async () => {
    await fc.assert(
      fc.asyncProperty(grown, changes, async ({ entries, size, from }, change) => {
        const tree = treeOf(entries);
        const index = from % size;
        const honest = tree.inclusion(index, size).map(own);
        const path = changed(honest, change);
        const leaf = own(leafHash(entries[index] ?? Buffer.of()));
        const shown = change === 'index' ? index + 1 : index;
        const head = { size, root: own(tree.root(size)) };
        const good = same(honest, path) && shown === index;
        // the same hash may stand in another place too
        const twin =
          change === 'index' && entries.slice(0, size).filter((e) => leafHash(e).equals(leaf)).length > 1;
        if (!twin) expect(await isIncluded(leaf, shown, head, path)).toBe(good);
        if (size > 1) expect(await isIncluded(own(sha(leaf)), index, head, honest)).toBe(false);
      }),
      { numRuns: 300 }
    );
  });

  it('of growth convinces as it is, and in no other form', async () => {
    await fc.assert(
      fc.asyncProperty(grown, changes, async ({ entries, size, from }, change) => {
        const tree = treeOf(entries);
        const honest = tree.consistency(from, size).map(own);
        const path = changed(honest, change);
        const older = { size: from, root: own(tree.root(from)) };
        const newer = { size, root: own(tree.root(size)) };
        expect(await isConsistent(older, newer, path)).toBe(same(honest, path));
        const forged = { size, root: own(sha(newer.root)) };
        if (from > 0) expect(await isConsistent(older, forged, honest)).toBe(false);
        if (from > 0)
          expect(await isConsistent({ size: from, root: own(sha(older.root)) }, newer, honest)).toBe(false);
        if (from < size) expect(await isConsistent(newer, older, honest)).toBe(false);
      }),
      { numRuns: 300 }
    );
  });
});
