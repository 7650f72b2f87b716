import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { canonical } from '../canonical.ts';
import { keyRing } from '../schema.ts';
import { createTree, leafHash, type Tree } from '../tree.ts';
import type { Verifier } from '../note.ts';
import { linesOf, readEntries, type EntryLine } from './entries-file.ts';
import { checkHead, compare, readKeys, type Remembered } from './remembered.ts';
import type { Report } from './report.ts';

async function hashOf(path: string): Promise<string> {
  const made = createHash('sha256');
  for await (const piece of createReadStream(path)) made.update(z.instanceof(Buffer).parse(piece));
  return made.digest('hex');
}

const sums = 'SHA256SUMS';

/** Each file is what the list of hashes says, and each is in the list. */
async function checkSums(folder: string, report: Report): Promise<void> {
  if (!existsSync(join(folder, sums))) {
    report.wrong(`there is no ${sums}`);
    return;
  }
  const listed = new Map<string, string>();
  for (const line of readFileSync(join(folder, sums), 'utf8').split('\n').filter(Boolean)) {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (!hash || !name || name.includes('..'))
      report.wrong(`${sums}: this line is none: ${JSON.stringify(line.slice(0, 100))}`);
    else listed.set(name.replace(/^\.\//, ''), hash);
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)));
  for (const name of files.filter((file) => file !== sums && !listed.has(file)))
    report.wrong(`${name} is not in ${sums}`);
  for (const [name, hash] of listed) {
    report.progress(name);
    if (!files.includes(name)) report.wrong(`${name} is missing`);
    else if ((await hashOf(join(folder, name))) !== hash) report.wrong(`${name} is not what ${sums} says`);
  }
  report.note('files', `${String(listed.size)} compared with ${sums}`);
}

const manifest = z.object({
  files: z.array(z.object({ name: z.string(), rows: z.number().int().nullish() })).default([])
});

async function checkManifest(folder: string, report: Report): Promise<void> {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) {
    report.wrong('there is no manifest.json');
    return;
  }
  const parsed = manifest.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    report.wrong('manifest.json has another form');
    return;
  }
  for (const { name, rows } of parsed.data.files) {
    if (rows === null || rows === undefined || !/\.ndjson(\.gz)?$/.test(name)) continue;
    let counted = 0;
    for await (const line of linesOf(folder, name.replace(/\.gz$/, ''))) if (line !== '') counted += 1;
    if (counted !== rows)
      report.wrong(`${name} has ${String(counted)} rows, the manifest says ${String(rows)}`);
  }
}

/** What the rows of dumps are compared with: what each entry published. */
interface Published {
  hash: string;
  files: string[];
}

const published = z.object({
  kind: z.enum(['disclosure.published', 'disclosure.corrected']),
  version: z.number(),
  facts: z.object({
    disclosure: z.string(),
    content_hash: z.string(),
    documents: z.array(z.object({ sha256: z.string() })).default([])
  })
});

interface Walk {
  tree: Tree;
  /** By <disclosure>.<version>. */
  versions: Map<string, Published>;
  withheld: number;
}

function take({ tree, versions }: Walk, { seq, leaf_hash, entry }: EntryLine, report: Report): void {
  const expected = tree.size + 1;
  if (seq !== expected)
    report.wrong(
      `entry ${String(expected)} is missing or out of order: ${String(seq)} stands there`,
      expected
    );
  else if (
    entry &&
    (entry.seq !== seq || leafHash(Buffer.from(canonical(entry))).toString('hex') !== leaf_hash)
  )
    report.wrong(`entry ${String(seq)} was altered: its text does not give its hash`, seq);
  tree.append(Buffer.from(leaf_hash, 'hex'));
  const told = published.safeParse(entry);
  if (!told.success) return;
  const { version, facts } = told.data;
  versions.set(`${facts.disclosure}.${String(version)}`, {
    hash: facts.content_hash,
    files: facts.documents.map(({ sha256 }) => sha256)
  });
}

async function walkEntries(folder: string, report: Report): Promise<Walk> {
  const walk: Walk = { tree: createTree(), versions: new Map(), withheld: 0 };
  for await (const line of readEntries(folder)) {
    take(walk, line, report);
    if (line.entry === null) walk.withheld += 1;
    if (walk.tree.size % 1000 === 0) report.progress(`${String(walk.tree.size)} entries`);
  }
  report.note(
    'entries',
    `${String(walk.tree.size)}, of which ${String(walk.withheld)} are told by their hash only`
  );
  return walk;
}

const disclosure = z.object({
  id: z.string(),
  version: z.number().nullable(),
  content_hash: z.string().nullable()
});
const document = z.object({ disclosure: z.string(), version: z.number(), sha256: z.string() });

/** Rows of the dumps say what the entries say, as far as entries are told. */
async function checkRows(folder: string, { versions }: Walk, report: Report): Promise<void> {
  for await (const line of linesOf(folder, 'disclosures.ndjson')) {
    const { id, version, content_hash } = disclosure.parse(JSON.parse(line));
    const said = versions.get(`${id}.${String(version)}`);
    if (said && content_hash !== null && said.hash !== content_hash)
      report.wrong(`disclosures: ${id}, version ${String(version)}, is not what its entry says`);
  }
  for await (const line of linesOf(folder, 'documents.ndjson')) {
    const { disclosure: id, version, sha256 } = document.parse(JSON.parse(line));
    const said = versions.get(`${id}.${String(version)}`);
    if (said && !said.files.includes(sha256))
      report.wrong(`documents: ${sha256} is not among the files of ${id}, version ${String(version)}`);
  }
}

/** The keys of the folder itself prove only that it is of one piece; those that the asker brings prove who made it. */
async function keysOf(folder: string, given: Verifier[], report: Report): Promise<Verifier[]> {
  if (given.length > 0) return given;
  const path = join(folder, 'log-key.json');
  if (!existsSync(path)) return [];
  report.note('key', 'taken from the folder itself: give --key to be sure whose it is');
  const ring = keyRing.shape.keys.parse(
    z.object({ keys: z.unknown() }).parse(JSON.parse(readFileSync(path, 'utf8'))).keys
  );
  return readKeys(ring.map(({ verifier }) => verifier));
}

/** A downloaded snapshot, with no hub. */
export async function verifyFolder(
  folder: string,
  given: Verifier[],
  before: Remembered | null,
  report: Report
): Promise<void> {
  await checkSums(folder, report);
  await checkManifest(folder, report);
  const path = join(folder, 'checkpoint');
  if (!existsSync(path)) {
    report.wrong('there is no checkpoint');
    return;
  }
  const keys = await keysOf(folder, given, report);
  const head = await checkHead(readFileSync(path, 'utf8'), keys, report);
  const walk = await walkEntries(folder, report);
  if (head && walk.tree.size !== head.size)
    report.wrong(`there are ${String(walk.tree.size)} entries, the checkpoint is of ${String(head.size)}`);
  else if (head && !walk.tree.root(head.size).equals(head.root))
    report.wrong(
      'the hashes of the entries do not give the root that was signed: an entry was altered together with its hash; --from ANOTHER_COPY names it'
    );
  if (before) await compare(walk.tree, before, keys, report);
  await checkRows(folder, walk, report);
}
