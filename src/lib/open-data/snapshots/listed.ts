import { licence } from '#lib/open-data/licence.ts';
import { manifestName, sumsName } from './names.ts';
import { nameOf, type SnapshotCard } from './schema.ts';

/** The list of snapshots as programs read it. Of those that are not kept the manifest is left. */
export const listed = (rows: SnapshotCard[], origin: string) => ({
  licence: licence.url,
  snapshots: rows.map((row) => {
    const folder = `${origin}/open/snapshots/${nameOf(row)}`;
    return {
      name: nameOf(row),
      day: row.day,
      edition: row.edition,
      state: row.state,
      seq: row.seq,
      rows: row.row_count,
      bytes: row.bytes,
      made_at: row.made_at,
      ended_at: row.ended_at,
      /** The entry of the journal that holds the hash. */
      journal_seq: row.journal_seq,
      manifest_sha256: row.manifest_sha256,
      manifest: `${folder}/${manifestName}`,
      sums: row.state === 'kept' ? `${folder}/${sumsName}` : null
    };
  })
});
