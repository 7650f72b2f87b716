import { z } from 'zod';
import { clocks, states } from './words.ts';

/** What the database answers about complaints, as several parts of the slice read it. */
const text = z.string().nullable();

export const rule = z
  .object({
    days: z.number(),
    day_kind: z.enum(['natural', 'working']),
    basis: z.string(),
    basis_en: text,
    nature: z.enum(['statutory', 'policy', 'default'])
  })
  .nullable();

/** What a step answers. */
export const moved = z.object({ slug: z.string(), state: z.enum(states), edits: z.number() });
export const bulk = z.array(
  z.object({
    slug: z.string(),
    state: z.enum(states).nullable(),
    edits: z.number().nullable(),
    problem: text
  })
);

/** What `file_complaint` answers. */
export const receipt = z.object({
  complaint_id: z.uuid(),
  slug: z.string(),
  number: z.string(),
  state: z.enum(states),
  filed_at: z.string(),
  again: z.boolean(),
  held: z.boolean(),
  bureau: z.object({ slug: z.string(), name: z.string() }).nullable(),
  clock: z.enum(clocks).nullable(),
  due_on: text,
  rule,
  joined: text
});
export type Receipt = z.infer<typeof receipt>;

export const swept = z.object({
  moved: z.number(),
  told: z.number(),
  erased: z.number(),
  files: z.array(z.string()),
  more: z.boolean()
});
