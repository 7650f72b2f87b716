import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Verifier } from '../note.ts';
import { keyRing } from '../schema.ts';
import { writeTilePath } from '../tiles.ts';
import { createTree, leafHash, type Tree } from '../tree.ts';
import { checkHead, compare, readKeys, type Remembered } from './remembered.ts';
import type { Report } from './report.ts';

/** Times that a hub may ask us to wait before we give up. */
const tries = 20;

async function get(url: string): Promise<Buffer> {
  for (let turn = 0; turn < tries; turn += 1) {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    const body = Buffer.from(await response.arrayBuffer());
    if (response.ok) return body;
    if (response.status !== 429 && response.status !== 503)
      throw new Error(`${url} answers ${String(response.status)}.`);
    await pause(1000 * Math.min(Number(response.headers.get('retry-after') ?? 2) || 2, 60));
  }
  throw new Error(`${url} does not answer.`);
}

const width = 256;

/** Entries of a bundle; an empty one is told by its hash only. Throws for what is no bundle of so many. */
export function splitBundle(bundle: Buffer, count: number): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bundle.length) {
    const length = bundle.readUInt16BE(at);
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (at !== bundle.length || entries.length !== count)
    throw new Error('A bundle of entries has another form.');
  return entries;
}

const seqOf = (entry: Buffer): unknown =>
  z.object({ seq: z.number() }).safeParse(JSON.parse(entry.toString())).data?.seq;

interface Walk {
  base: string;
  tree: Tree;
  report: Report;
}

/** One tile with its entries. Returns how many are told by their hash only. */
async function takeTile({ base, tree, report }: Walk, count: number): Promise<number> {
  const index = tree.size / width;
  const at = (level: 0 | 'entries') => `${base}/log/tile/${writeTilePath({ level, index, width: count })}`;
  const [hashes, bundle] = await Promise.all([get(at(0)), get(at('entries'))]);
  if (hashes.length !== 32 * count) throw new Error(`${at(0)} has another length.`);
  let withheld = 0;
  for (const [i, entry] of splitBundle(bundle, count).entries()) {
    const leaf = hashes.subarray(32 * i, 32 * i + 32);
    const seq = index * width + i + 1;
    if (entry.length === 0) withheld += 1;
    else if (!leafHash(entry).equals(leaf))
      report.wrong(`entry ${String(seq)} was altered: its text does not give the hash in the log`, seq);
    else if (seqOf(entry) !== seq) report.wrong(`entry ${String(seq)} is out of order`, seq);
  }
  tree.append(hashes);
  return withheld;
}

async function keysOf(base: string, given: Verifier[], report: Report): Promise<Verifier[]> {
  if (given.length > 0) return given;
  report.note('key', 'taken from the hub itself: give --key to trust nothing that it says');
  const ring = keyRing.shape.keys.parse(
    z.object({ keys: z.unknown() }).parse(JSON.parse((await get(`${base}/log/key`)).toString())).keys
  );
  return readKeys(ring.map(({ verifier }) => verifier));
}

/** A hub over HTTP, with no trust in it: every hash and every entry is fetched and reckoned anew. */
export async function verifyUrl(
  url: string,
  given: Verifier[],
  before: Remembered | null,
  report: Report
): Promise<void> {
  const base = url.replace(/\/+$/, '').replace(/\/log$/, '');
  const keys = await keysOf(base, given, report);
  const head = await checkHead((await get(`${base}/log/checkpoint`)).toString(), keys, report);
  if (!head) return;
  const walk = { base, tree: createTree(), report };
  let withheld = 0;
  while (walk.tree.size < head.size) {
    withheld += await takeTile(walk, Math.min(width, head.size - walk.tree.size));
    report.progress(`${String(walk.tree.size)} of ${String(head.size)} entries`);
  }
  report.note('entries', `${String(head.size)}, of which ${String(withheld)} are told by their hash only`);
  if (!walk.tree.root(head.size).equals(head.root))
    report.wrong(
      'the hashes of the entries do not give the root that was signed; --from A_SNAPSHOT names the first that differs'
    );
  if (before) await compare(walk.tree, before, keys, report);
}
