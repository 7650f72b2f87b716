import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const formats = ['ndjson', 'csv', 'geojson'] as const;
export type Format = (typeof formats)[number];

/** One file of a snapshot. `rows` counts lines before compression; texts have neither data set nor rows. */
export const file = z.object({
  name: z.string(),
  dataset: z.string().optional(),
  format: z.enum(formats).optional(),
  rows: z.number().int().optional(),
  bytes: z.number().int(),
  sha256: hash,
  media_type: z.string()
});
export type SnapshotFile = z.infer<typeof file>;

/** What an edition leaves out, and which entry of the journal took it back. */
export const leftOut = z.object({
  seq: z.number().int(),
  kind: z.string(),
  subject: z.string(),
  id: z.string(),
  /** How many rows of all data sets that are. */
  rows: z.number().int()
});
export type LeftOut = z.infer<typeof leftOut>;

/** `manifest.json`: what the journal holds the hash of. */
export const manifest = z.object({
  format: z.literal('sunlit-snapshot/1'),
  day: z.iso.date(),
  edition: z.number().int().positive(),
  /** All rows are as of this entry of the journal, and the entries reach up to it. */
  seq: z.number().int().positive(),
  leaf_hash: hash,
  recorded_at: z.string().nullable(),
  made_at: z.string(),
  hub: z.string(),
  licence: z.string(),
  log: z.object({ size: z.number().int(), root: z.string() }),
  files: z.array(file),
  /** SHA-256 of the manifest of the edition before, whose place this one takes. */
  replaces: hash.nullable(),
  left_out: z.array(leftOut)
});
export type Manifest = z.infer<typeof manifest>;

/** A row of the table `snapshots`. */
export const snapshot = z.object({
  day: z.iso.date(),
  edition: z.number(),
  seq: z.number(),
  manifest_sha256: hash,
  row_count: z.number(),
  bytes: z.number(),
  files: z.array(file),
  left_out: z.array(leftOut),
  state: z.enum(['kept', 'replaced', 'thinned']),
  made_at: z.string(),
  ended_at: z.string().nullable(),
  journal_seq: z.number()
});
export type Snapshot = z.infer<typeof snapshot>;

/** Without the files: for lists. */
export const card = snapshot.omit({ files: true, left_out: true });
export type SnapshotCard = z.infer<typeof card>;

/** The folder and the address of a snapshot: the day, with the number of an edition that takes the place of another. */
export const nameOf = ({ day, edition }: { day: string; edition: number }): string =>
  edition > 1 ? `${day}.${String(edition)}` : day;

/** The day and edition of a name; null for what is no name, so that nothing else ever becomes part of a path. */
export function readName(name: string): { day: string; edition: number } | null {
  const [, day, edition] = /^(\d{4}-\d{2}-\d{2})(?:\.([2-9]|[1-9]\d{1,3}))?$/.exec(name) ?? [];
  if (!day || !z.iso.date().safeParse(day).success) return null;
  return { day, edition: Number(edition ?? 1) };
}
