import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { log } from '#lib/server/log.ts';
import type { Row } from './collect.server.ts';
import { dumps, entries, texts } from './contents.server.ts';
import { entriesName, manifestName } from './names.ts';
import * as folders from './folder.server.ts';
import { inspect } from './inspect.server.ts';
import { lines } from './lines.server.ts';
import { leafOf, withheld } from './log.server.ts';
import { record } from './make.server.ts';
import { nameOf, type LeftOut, type Manifest, type SnapshotFile } from './schema.ts';
import { tells, type TakenBack } from './taken-back.ts';

const takenBack = z.array(
  z.object({
    day: z.string(),
    edition: z.number(),
    seq: z.number(),
    through: z.number(),
    items: z.array(
      z.object({
        seq: z.number(),
        kind: z.string(),
        subject: z.string(),
        id: z.string(),
        version: z.number().nullable(),
        entries: z.array(z.number())
      })
    )
  })
);
type Affected = z.infer<typeof takenBack>[number];

/** The same bytes under another name: a second name of the file where the disk can, else a copy. */
async function carry(from: string, to: string, name: string): Promise<void> {
  try {
    await link(join(from, name), join(to, name));
  } catch {
    await copyFile(join(from, name), join(to, name));
  }
}

async function* rows(path: string): AsyncGenerator<Row> {
  const row = z.record(z.string(), z.unknown());
  for await (const line of lines(path)) yield row.parse(JSON.parse(line));
}

/** How many rows of a data set tell something that was taken back, for each of the items. */
async function count(path: string, dataset: string, items: TakenBack[]): Promise<number[]> {
  const counts = items.map(() => 0);
  for await (const row of rows(path))
    items.forEach((item, i) => {
      if (tells(item, dataset, row)) counts[i] = (counts[i] ?? 0) + 1;
    });
  return counts;
}

interface Work {
  from: string;
  folder: string;
  old: Manifest;
  items: TakenBack[];
  signal: AbortSignal;
}

/** Files of rows: those that tell nothing of it are the same files, the others are written without. */
async function withoutRows({ from, folder, old, items, signal }: Work) {
  const files: SnapshotFile[] = [];
  const dropped = items.map(() => 0);
  for (const dataset of datasets) {
    const path = join(from, `${dataset.name}.ndjson.gz`);
    const counts = await count(path, dataset.name, items);
    counts.forEach((n, i) => (dropped[i] = (dropped[i] ?? 0) + n));
    if (counts.every((n) => n === 0)) {
      const same = old.files.filter((file) => file.dataset === dataset.name);
      for (const { name } of same) await carry(from, folder, name);
      files.push(...same);
      continue;
    }
    const kept = async function* () {
      for await (const row of rows(path))
        if (!items.some((item) => tells(item, dataset.name, row))) yield row;
    };
    files.push(...(await dumps(folder, dataset, kept, signal)));
  }
  return { files, dropped };
}

/** Entries stay in their place with their hashes, so that the tree is the same; what they said is gone. */
async function withoutWords({ from, folder, items }: Work) {
  const gone = new Set(items.flatMap((item) => item.entries));
  let changed = 0;
  const told = async function* () {
    for await (const line of lines(join(from, entriesName))) {
      const now = gone.has(leafOf(line).seq) ? withheld(line) : line;
      if (now !== line) changed += 1;
      yield now;
    }
  };
  return { ...(await entries(folder, told())), changed: () => changed };
}

async function reissueOne(hub: Hub, affected: Affected, signal: AbortSignal): Promise<boolean> {
  const root = hub.config.snapshotsDir;
  const from = join(root, nameOf(affected));
  const { manifest: old, sum: replaces, problems } = await inspect(from);
  if (!old || problems.length > 0) throw new Error(`The snapshot ${nameOf(affected)} is not whole.`);
  const next = { day: affected.day, edition: affected.edition + 1 };
  // one that was not told in the journal: a node was killed at its end
  await folders.discard(join(root, nameOf(next)));
  const folder = await folders.begin(root);
  try {
    const work = { from, folder, old, items: affected.items, signal };
    const { files, dropped } = await withoutRows(work);
    const told = await withoutWords(work);
    if (told.changed() === 0 && dropped.every((n) => n === 0)) return false;
    const added: LeftOut[] = affected.items.map(({ seq, kind, subject, id }, i) => ({
      ...{ seq, kind, subject, id },
      rows: dropped[i] ?? 0
    }));
    const left_out = [...old.left_out, ...added];
    const facts = { ...next, seq: old.seq, replaces, left_out, leaf: told.last };
    const { manifest, sum } = await texts(hub, folder, facts, [...files, told.file]);
    signal.throwIfAborted();
    if (!(await folders.finish(root, folder, nameOf(next)))) return false;
    if (!(await record(hub, manifest, sum, affected.through))) return false;
    await folders.empty(root, nameOf(affected), [manifestName]);
    return true;
  } finally {
    await folders.discard(folder);
  }
}

/**
 * Takes out of kept snapshots what was taken back since they were made: each that holds some of it is made anew without,
 * as an edition of its own that says what it leaves out and why. The manifest of the one before stays.
 */
export async function reissue(hub: Hub, signal: AbortSignal): Promise<{ reissued: number; missing: number }> {
  const outcome = { reissued: 0, missing: 0 };
  const found = unwrap(await hub.service.rpc('read_taken_back'), takenBack);
  for (const affected of found) {
    signal.throwIfAborted();
    const { day, edition, through, items } = affected;
    if (items.length > 0 && !(await folders.exists(join(hub.config.snapshotsDir, nameOf(affected))))) {
      // of another node, whose turn it is some time: nothing of it is served from here
      log.warn({ snapshot: nameOf(affected) }, 'a snapshot is not in this folder');
      outcome.missing += 1;
      continue;
    }
    if (items.length > 0) {
      const done = await reissueOne(hub, affected, signal);
      if (done) outcome.reissued += 1;
      if (done) continue;
    }
    unwrap(await hub.service.rpc('settle_snapshot', { day, edition, checked: through }), z.boolean());
  }
  return outcome;
}
