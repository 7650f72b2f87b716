import { z } from 'zod/mini';

const entry = z.object({
  seq: z.number(),
  leaf_hash: z.string(),
  /** The canonical text that the leaf is the hash of; null: no longer told. */
  form: z.nullable(z.string()),
  path: z.array(z.string())
});
export type KitEntry = z.infer<typeof entry>;

const words = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));
export type Words = z.infer<typeof words>;

/** What stands in the page: the same as in manifest.json and log/proofs.json beside it. */
export const kit = z.object({
  slug: z.string(),
  name: z.string(),
  hub: z.string(),
  seq: z.number(),
  made: z.string(),
  demo: z.boolean(),
  /** Public keys of the log, as C2SP writes them. */
  keys: z.array(z.string()),
  checkpoint: z.string(),
  entries: z.array(entry),
  /** Whether older entries of the project have no proof here. */
  cut: z.boolean(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  documents: z.array(
    z.object({
      sha256: z.string(),
      /** null: the kit would have been too large. */
      file: z.nullable(z.string()),
      names: z.array(z.string()),
      address: z.string(),
      bytes: z.number()
    })
  ),
  words: z.object({ zh: words, en: words })
});
export type Kit = z.infer<typeof kit>;
