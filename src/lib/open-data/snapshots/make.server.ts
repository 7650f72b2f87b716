import { join } from 'node:path';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import * as entries from '#lib/transparency/entries.server.ts';
import { collect } from './collect.server.ts';
import { contents, type Source } from './contents.server.ts';
import * as folders from './folder.server.ts';
import { inspect } from './inspect.server.ts';
import { nameOf, type Manifest } from './schema.ts';

/** A folder stands where a snapshot belongs, and is none of this journal. */
export class SnapshotRefusal extends Error {
  override readonly name = 'SnapshotRefusal';
}

/** Tells the journal of a folder that is whole; false when it knows of one of that day already. */
export async function record(
  { service }: Pick<Hub, 'service'>,
  manifest: Manifest,
  sum: string,
  checked = manifest.seq
): Promise<boolean> {
  const { day, edition, seq, files, left_out } = manifest;
  const total = (of: 'rows' | 'bytes') =>
    files.reduce(
      (sum_, file) => sum_ + (file.format === 'ndjson' || of === 'bytes' ? (file[of] ?? 0) : 0),
      0
    );
  const snapshot = {
    ...{ day, edition, seq, files, left_out },
    ...{ manifest_sha256: sum, row_count: total('rows'), bytes: total('bytes'), checked_seq: checked }
  };
  return unwrap(await service.rpc('record_snapshot', { snapshot }), z.number().nullable()) !== null;
}

const known = z.array(z.object({ edition: z.number() }));

async function isRecorded({ service }: Pick<Hub, 'service'>, day: string): Promise<boolean> {
  const found = await service.from('snapshots').select('edition').eq('day', day).limit(1);
  return unwrap(found, known).length > 0;
}

/**
 * A node was killed after it had given the folder its name and before it told the journal: what is whole and of this
 * journal is told of now. Anything else somebody else put there; it is never overwritten.
 */
async function adopt(hub: Hub, day: string): Promise<boolean> {
  const folder = join(hub.config.snapshotsDir, day);
  const { manifest, sum, problems } = await inspect(folder);
  const [entry] = manifest ? await entries.read(hub, manifest.seq - 1, 1) : [];
  if (!manifest || problems.length > 0 || entry?.leaf_hash !== manifest.leaf_hash || manifest.day !== day)
    throw new SnapshotRefusal(`${folder} is no snapshot of this hub: move it away.`);
  return record(hub, manifest, sum);
}

/**
 * Makes the snapshot of a day, unless there is one: written aside, renamed whole, told in the journal. A run that is cut
 * off leaves nothing that has a day's name and is not whole, and the next one begins anew.
 */
export async function make(
  hub: Hub,
  signal: AbortSignal,
  day = calendarDay(),
  say: (what: string) => void = () => undefined
): Promise<'made' | 'there' | 'nothing'> {
  const root = hub.config.snapshotsDir;
  if (await isRecorded(hub, day)) return 'there';
  await folders.sweep(root);
  const name = nameOf({ day, edition: 1 });
  if (await folders.exists(join(root, name))) return (await adopt(hub, day)) ? 'made' : 'there';

  const folder = await folders.begin(root);
  try {
    const all = datasets.map((dataset) => dataset.name);
    const collected = await collect(hub, folder, all, signal, say);
    if (collected.seq === 0) return 'nothing';
    const source: Source = { day, edition: 1, seq: collected.seq, rows: collected.rows };
    const { manifest, sum } = await contents(hub, folder, source, signal, say);
    await collected.done();
    signal.throwIfAborted();
    if (!(await folders.finish(root, folder, name))) return 'there';
    return (await record(hub, manifest, sum)) ? 'made' : 'there';
  } finally {
    await folders.discard(folder);
  }
}
