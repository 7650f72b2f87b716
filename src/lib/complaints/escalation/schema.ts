import { z } from 'zod';
import { project } from '#lib/findings/schema.ts';
import { states } from '../words.ts';

/** What a complaint takes over from a finding, as `finding_to_complain` tells it to whoever found it. */
const photo = z.object({
  sha256: z.string(),
  media_type: z.string(),
  bytes: z.number(),
  width: z.number(),
  height: z.number(),
  position: z.number(),
  caption: z.string().nullable()
});
const line = z.object({
  position: z.number(),
  kind: z.enum(['item', 'free', 'access_refused', 'host_absent']),
  item: z.string().nullable(),
  item_en: z.string().nullable(),
  verdict: z.enum(['matched', 'differs', 'not_accessible', 'not_seen']).nullable(),
  note: z.string().nullable(),
  out_of_tolerance: z.number()
});
export type Line = z.infer<typeof line>;

export const fromFinding = z.object({
  finding: z.string(),
  number: z.string(),
  project,
  visited_on: z.string(),
  urgent: z.boolean(),
  open_day: z.string(),
  lines: z.array(line),
  photos: z.array(photo),
  complaints: z.array(z.object({ slug: z.string(), number: z.string(), state: z.enum(states) }))
});

export const fromVisit = z.object({
  project,
  open_day: z.string(),
  visited_on: z.string(),
  kind: z.enum(['checked_in', 'turned_away'])
});

export const grown = z.object({
  total: z.number(),
  public: z.array(z.object({ slug: z.string(), number: z.string(), title: z.string().nullable() }))
});
export type Grown = z.infer<typeof grown>;

export const categoryRow = z.object({ category: z.string(), name: z.string(), name_en: z.string() });

/** What the form sends. The attempt makes a second press the same complaint. */
export const complain = z.object({
  attempt: z.uuid(),
  category: z.string().min(1, { error: 'complaintEscalation.choose' }),
  description: z.string().trim().min(1, { error: 'complaintEscalation.missing' }).max(4000),
  public: z.enum(['yes', 'no']).default('no'),
  photos: z
    .preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(z.string()).max(10, { error: 'complaintEscalation.tooManyPhotos' })
    )
    .default([])
});
