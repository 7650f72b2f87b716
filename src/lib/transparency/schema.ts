import { z } from 'zod';

/** What the database answers about the log. */

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

export const checkpointRow = z.object({
  size: z.number().int(),
  root: hex32,
  /** The signed note, without cosignatures. */
  note: z.string(),
  signed_at: z.string(),
  cosignatures: z.array(
    z.object({ witness: z.string(), verifier: z.string(), line: z.string(), cosigned_at: z.string() })
  )
});
export type CheckpointRow = z.infer<typeof checkpointRow>;

export const logState = z.object({
  head: z.number().int(),
  size: z.number().int(),
  checkpoint: checkpointRow.nullable(),
  cosigned: z.number().int().nullable()
});
export type LogState = z.infer<typeof logState>;

export const keyRing = z.object({
  keys: z.array(
    z.object({
      number: z.number().int(),
      name: z.string(),
      public_key: hex32,
      verifier: z.string(),
      since: z.string(),
      replaced_at: z.string().nullable(),
      signs_until: z.string().nullable()
    })
  ),
  witnesses: z.array(
    z.object({
      name: z.string(),
      public_key: hex32,
      verifier: z.string(),
      allowed_at: z.string(),
      removed_at: z.string().nullable(),
      newest: z.number().int().nullable()
    })
  )
});
export type KeyRing = z.infer<typeof keyRing>;

export const entryRow = z.object({ seq: z.number().int(), leaf_hash: hex32, form: z.string().nullable() });
export type EntryRow = z.infer<typeof entryRow>;

/** The answer of /log/proof/<seq>. */
export const proof = entryRow.extend({
  withheld: z.boolean(),
  index: z.number().int(),
  path: z.array(hex32),
  checkpoint: checkpointRow
});
export type Proof = z.infer<typeof proof>;
