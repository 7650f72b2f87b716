import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { canonical, type Json } from '../canonical.ts';
import { readSigned } from '../check.ts';
import { read } from '../keys.server.ts';
import type { Verifier } from '../note.ts';
import { createTree, leafHash, type Tree } from '../tree.ts';
import { compare, readKeys, type Remembered } from './remembered.ts';
import type { Report } from './report.ts';

type Reading = Pick<Hub, 'service' | 'visitor'>;

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)])
);
const hex = z.string();

const checkpoints = z.array(
  z.object({ size: z.number(), previous: z.number(), root: hex, note: z.string(), leaves: z.string() })
);
type Checkpoint = z.infer<typeof checkpoints>[number];

/** Row by row, page by page, of a function that takes the key behind which it goes on. */
async function* pages<R>(
  { service }: Reading,
  verb: string,
  size: number,
  shape: z.ZodType<R[]>,
  keyOf: (row: R) => number
): AsyncGenerator<R> {
  let after = 0;
  for (;;) {
    const found: R[] = unwrap(await service.rpc(verb, { after, page_size: size }), shape);
    yield* found;
    const last = found.at(-1);
    if (!last) return;
    after = keyOf(last);
  }
}

/** What was signed: the hashes of the leaves, as far as their roots are those of signed notes. */
export interface Signed {
  tree: Tree;
  /** Sizes of all checkpoints. */
  sizes: number[];
  keys: Verifier[];
}

async function checkCheckpoint(
  one: Checkpoint,
  { tree, sizes, keys }: Signed,
  report: Report
): Promise<void> {
  const before = sizes.at(-1) ?? 0;
  const name = `checkpoint of ${String(one.size)} entries`;
  if (one.previous !== tree.size) report.wrong(`a checkpoint is missing before the ${name}`, tree.size + 1);
  const leaves = Buffer.from(one.leaves, 'base64');
  // goes on behind a gap with what there is: what comes after it is told too
  if (one.previous > tree.size) tree.append(Buffer.alloc(32 * (one.previous - tree.size)));
  tree.append(leaves);
  sizes.push(one.size);
  const signed = await readSigned(one.note, keys);
  if (!signed) {
    report.wrong(`the ${name} is not signed by the key of the log`);
    return;
  }
  const { checkpoint } = signed;
  if (checkpoint.size !== one.size || Buffer.from(checkpoint.root).toString('hex') !== one.root)
    report.wrong(`the row of the ${name} is not what its note says`);
  if (tree.size === one.size && !tree.root(one.size).equals(checkpoint.root))
    report.wrong(
      `the ${name} does not give the root that was signed: one of entries ${String(before + 1)} to ${String(one.size)} was altered with its hashes`,
      before + 1
    );
}

async function checkCheckpoints(hub: Reading, given: Verifier[], report: Report): Promise<Signed> {
  const ring = await read(hub);
  const keys = given.length > 0 ? given : await readKeys(ring.keys.map(({ verifier }) => verifier));
  const signed: Signed = { tree: createTree(), sizes: [], keys };
  for await (const one of pages(hub, 'audit_checkpoints', 200, checkpoints, ({ size }) => size))
    await checkCheckpoint(one, signed, report);
  report.note(
    'signed',
    `${String(signed.sizes.length)} checkpoints, the newest of ${String(signed.tree.size)} entries`
  );
  return signed;
}

const journal = z.array(z.object({ leaf_hash: hex, entry: z.record(z.string(), json) }));
const seqOf = ({ entry }: { entry: Record<string, Json> }): number => z.number().parse(entry.seq);

/** Each entry gives its hash, which is the one that was signed, and none is missing. */
async function checkJournal(hub: Reading, { tree, sizes }: Signed, report: Report): Promise<void> {
  let last = 0;
  for await (const row of pages(hub, 'audit_journal', 500, journal, seqOf)) {
    const seq = seqOf(row);
    if (seq !== last + 1)
      report.wrong(`entries ${String(last + 1)} to ${String(seq - 1)} are missing`, last + 1);
    const name = `entry ${String(seq)} (${z.string().parse(row.entry.kind)})`;
    const leaf = leafHash(Buffer.from(canonical(row.entry))).toString('hex');
    const under = sizes.find((size) => size >= seq);
    if (leaf !== row.leaf_hash) report.wrong(`${name} was altered: its text does not give its hash`, seq);
    else if (under !== undefined && tree.leaf(seq - 1).toString('hex') !== leaf)
      report.wrong(
        `${name} was altered with its hash: the checkpoint of ${String(under)} entries was signed over another`,
        seq
      );
    last = seq;
    if (seq % 500 === 0) report.progress(`${String(seq)} entries`);
  }
  if (last < tree.size)
    report.wrong(
      `entries ${String(last + 1)} to ${String(tree.size)} are missing: they were signed`,
      last + 1
    );
  report.note('journal', `${String(last)} entries`);
}

const text = z.string().nullable();
const versions = z.array(
  z.object({
    seq: z.number(),
    disclosure: z.string(),
    version: z.number(),
    facts: json,
    note: text,
    content_hash: text,
    documents: z.array(z.string()),
    row: z
      .object({
        slug: z.string(),
        item: z.string(),
        version: z.number(),
        state: z.string(),
        facts: json,
        whole_facts: json,
        note: text,
        content_hash: text,
        journal_seq: z.number().nullable(),
        documents: z.array(z.string())
      })
      .nullable()
  })
);
type Version = z.infer<typeof versions>[number];

const contentHash = ({
  slug,
  item,
  version,
  whole_facts,
  note,
  documents
}: NonNullable<Version['row']>): string =>
  createHash('sha256')
    .update(canonical({ disclosure: slug, item, version, facts: whole_facts, note, documents }))
    .digest('hex');

/** What is wrong with the row of a version that this entry published; null when it says the same. */
function differenceOf({ row, ...entry }: Version): string | null {
  if (!row) return 'is gone';
  if (!['published', 'superseded', 'withdrawn'].includes(row.state))
    return `is ${row.state}, but was published`;
  if (row.slug !== entry.disclosure || row.journal_seq !== entry.seq) return 'belongs to another entry';
  if (row.documents.join() !== entry.documents.join()) return 'has other documents than were published';
  if (canonical(row.facts) !== canonical(entry.facts ?? {}) || row.note !== entry.note)
    return 'has other facts than were published';
  if (row.content_hash !== entry.content_hash) return 'has another content hash than was published';
  return contentHash(row) === row.content_hash ? null : 'does not give its content hash';
}

const strays = z.array(z.object({ slug: z.string(), version: z.number().nullable(), problem: z.string() }));
const strayWords: Record<string, string> = {
  version_without_entry: 'is public, but no entry of the journal published it',
  other_version_shown: 'is shown, but it is not the newest that the journal published'
};

/** Rows of disclosures, versions and their documents say what the journal says. */
async function checkVersions(hub: Reading, report: Report): Promise<void> {
  let count = 0;
  for await (const one of pages(hub, 'audit_versions', 200, versions, ({ seq }) => seq)) {
    count += 1;
    const difference = differenceOf(one);
    if (difference)
      report.wrong(
        `disclosure ${one.disclosure}, version ${String(one.version)} of entry ${String(one.seq)}, ${difference}`,
        one.seq
      );
    if (count % 200 === 0) report.progress(`${String(count)} versions`);
  }
  for (const { slug, version, problem } of unwrap(
    await hub.service.rpc('audit_strays', { max_rows: 200 }),
    strays
  ))
    report.wrong(`disclosure ${slug}, version ${String(version)}, ${strayWords[problem] ?? problem}`);
  report.note('versions', `${String(count)} that were published`);
}

/** The whole database of this hub, but for its files. */
export async function verifyDatabase(
  hub: Reading,
  given: Verifier[],
  before: Remembered | null,
  report: Report
): Promise<void> {
  const signed = await checkCheckpoints(hub, given, report);
  await checkJournal(hub, signed, report);
  if (before) await compare(signed.tree, before, signed.keys, report);
  await checkVersions(hub, report);
}
