import { z } from 'zod';
import { seq, whole } from '../query.ts';

/** What a question for changes may say. */
export const asked = {
  after: seq.default(0),
  wait: whole(0, 60).default(0),
  limit: whole(1, 1000).default(500)
};

/** One record as of now, told at the last entry of the page that touched it; without a row it is no longer public. */
export const change = z.object({
  seq: z.number(),
  dataset: z.string(),
  key: z.string(),
  id: z.string(),
  row: z.record(z.string(), z.unknown()).nullable()
});
export type Change = z.infer<typeof change>;

/** What `open_changes` answers. */
export const changed = z.object({ head: z.number(), next: z.number(), changes: z.array(change) });
export type Changed = z.infer<typeof changed>;
