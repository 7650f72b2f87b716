import { z } from 'zod';
import { developer, project, triage, whole } from './schema.ts';
import { acts, categories, modes, outcomes, states } from './words.ts';

/** What the phone of a supervisor and the supervisor's own pages are answered. */
const text = z.string().nullable();

export const tolerance = z.object({
  code: z.string(),
  quantity: z.string(),
  quantity_en: z.string(),
  unit: z.string(),
  mode: z.enum(modes),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  basis: z.string(),
  basis_en: text
});
export type Tolerance = z.infer<typeof tolerance>;

const submitted = z.object({
  finding_id: z.string(),
  slug: z.string(),
  number: z.string(),
  receipt_no: z.string(),
  received_at: z.string(),
  manifest_hash: z.string(),
  missing: z.array(z.string())
});

export const checklistItem = z.object({
  position: z.number(),
  item: z.string(),
  name: z.string(),
  name_en: z.string(),
  stage: z.string(),
  disclosure: z.string(),
  version: z.number(),
  content_hash: z.string(),
  published_at: z.string(),
  facts: z.record(z.string(), z.unknown()),
  fields: z.array(z.record(z.string(), z.unknown())),
  look_at: text,
  look_at_en: text,
  documents: z.array(
    z.object({ name: z.string(), sha256: z.string(), media_type: z.string(), document_id: z.string() })
  ),
  tolerances: z.array(tolerance)
});

export const modesOfVisit = ['preview', 'visit', 'turned_away', 'void'] as const;

export const checklist = z.object({
  open_day: z.object({
    slug: z.string(),
    title: z.string(),
    starts_at: z.string(),
    ends_at: z.string(),
    meeting_point: text,
    safety: z.record(z.string(), z.unknown()),
    project,
    developer
  }),
  mode: z.enum(modesOfVisit),
  visit: text,
  category: z.enum(categories),
  checked_in_at: text,
  void_reason: text,
  frozen_at: text,
  submit_until: z.string(),
  limits: z.object({
    findings: z.number(),
    lines: z.number(),
    photos_per_line: z.number(),
    photos: z.number(),
    note: z.number(),
    photo_bytes: z.number()
  }),
  items: z.array(checklistItem),
  tolerances: z.array(tolerance),
  submitted: z.array(submitted),
  today: z.string()
});
export type Checklist = z.infer<typeof checklist>;

export const receipt = submitted.extend({
  manifest: z.record(z.string(), z.unknown()),
  photos: z.array(z.object({ sha256: z.string(), kept: z.boolean() })),
  again: z.boolean()
});
export type Receipt = z.infer<typeof receipt>;

export const visitRow = z.object({
  open_day: z.object({
    slug: z.string(),
    title: z.string(),
    starts_at: z.string(),
    ends_at: z.string(),
    state: z.string()
  }),
  project,
  visit: text,
  mode: z.enum(modesOfVisit),
  category: z.enum(categories),
  checked_in_at: text,
  submit_until: z.string(),
  findings: z.array(
    z.object({
      slug: z.string(),
      number: z.string(),
      state: z.enum(states),
      submitted_at: z.string(),
      published_at: text,
      headline: text,
      outcome: z.enum(outcomes).nullable(),
      todo: z.literal('reinspect').nullable(),
      due_on: text,
      missing: z.number()
    })
  )
});
export const myVisits = z.object({ total: z.number(), rows: z.array(visitRow) });

export const myFinding = whole.extend({
  triage,
  receipt,
  acts: z.array(z.enum(acts)),
  mine: z.literal(true)
});

export const myOpinions = z.array(
  z.object({
    slug: z.string(),
    number: z.string(),
    project,
    asked_at: z.string(),
    state: z.enum(['asked', 'given', 'declined', 'lapsed']),
    due_on: text,
    overdue: z.boolean()
  })
);
export const opinionFinding = whole.extend({ acts: z.array(z.enum(acts)) });

/** What an owner may look at again: found by others, said to be put right. */
export const myReinspections = z.array(
  z.object({
    slug: z.string(),
    number: z.string(),
    project,
    headline: text,
    due_on: text,
    lines: z.number()
  })
);
export type Reinspections = z.infer<typeof myReinspections>;
