import { z } from 'zod';
import { entry } from '#lib/journal/entry.ts';
import {
  actors,
  acts,
  categories,
  closers,
  decisions,
  grounds,
  lineKinds,
  modes,
  outcomes,
  rectificationStates,
  stances,
  states,
  triageOutcomes,
  verdicts,
  verifications
} from './words.ts';

/** What the database answers about findings. Input of forms has its own schemas beside the forms. */
const text = z.string().nullable();
const count = z.number();

export const rule = z
  .object({
    days: z.number(),
    day_kind: z.enum(['natural', 'working']),
    basis: z.string(),
    basis_en: text,
    nature: z.enum(['statutory', 'policy', 'default'])
  })
  .nullable();

export const project = z.object({
  slug: z.string(),
  name: z.string(),
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  city_code: text,
  city: text,
  city_en: text
});
export const developer = z.object({ slug: z.string(), name: z.string() }).nullable();

/** A finding as lists show it (`private.finding_card`). */
export const card = z.object({
  slug: z.string(),
  number: z.string(),
  state: z.enum(states),
  published_as: z.enum(['decided', 'unverified']).nullable(),
  urgent: z.boolean(),
  category: z.enum(categories),
  supervisor_number: text,
  kind: z.enum(['checked_in', 'turned_away']),
  outcome: z.enum(outcomes).nullable(),
  lines: count,
  differs: count,
  out_of_tolerance: count,
  photos: count,
  reply: z.enum([...stances, 'none']).nullable(),
  visited_on: z.string(),
  submitted_at: z.string(),
  published_at: text,
  changed_at: z.string(),
  open_day: z.string(),
  demo: z.boolean(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  headline: text,
  rectification: z.object({ total: count, closed: count, claimed: count, overdue: count }),
  items: z.array(z.string()),
  project,
  developer
});
export type FindingCard = z.infer<typeof card>;

export const browsed = z.object({
  total: count,
  outcomes: z.partialRecord(z.enum(outcomes), count),
  rows: z.array(card)
});

export const mapped = z.array(
  z.object({
    slug: z.string(),
    number: z.string(),
    lat: z.number(),
    lng: z.number(),
    outcome: z.enum(outcomes).nullable(),
    urgent: z.boolean(),
    published_at: z.string(),
    project: z.string(),
    rectification: z.enum(['open', 'overdue', 'closed']).nullable()
  })
);

/** Values that were measured, judged by the rule that was in force on the day of the visit. */
export const measured = z.object({
  code: z.string(),
  quantity: z.string(),
  quantity_en: z.string(),
  unit: z.string(),
  mode: z.enum(modes),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  design: z.number().nullable(),
  place: text,
  values: z.array(z.number()),
  deviations: z.array(z.number()).nullable(),
  out: count,
  points: count,
  basis: z.string(),
  basis_en: text,
  tolerance_rule_id: z.string()
});
export type Measured = z.infer<typeof measured>;

/** `sha256` is the device's, of the original; `copy` names what is served. */
export const photo = z.object({
  sha256: z.string(),
  copy: text,
  media_type: text,
  bytes: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  caption: text,
  kept: z.boolean()
});
export type FindingPhoto = z.infer<typeof photo>;

export const findingDocument = z.object({
  use: z.enum(['reply', 'plan', 'before', 'after']),
  round: z.number(),
  document_id: z.string(),
  name: z.string(),
  caption: text,
  media_type: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable()
});
export type FindingDocument = z.infer<typeof findingDocument>;

export const rectification = z.object({
  state: z.enum(rectificationStates),
  due_on: text,
  rule,
  overdue: z.boolean(),
  plan: text,
  plan_on: text,
  fix_by: text,
  claimed_at: text,
  closed_at: text,
  closed_by: z.enum(closers).nullable(),
  days: z.number().nullable(),
  rounds: count,
  override_reason: text,
  documents: z.array(findingDocument),
  photos: z.array(photo),
  acts: z.array(z.enum(acts)),
  events: z.array(
    z.object({
      event: z.string(),
      at: z.string(),
      by: z.enum(actors),
      round: count,
      note: text,
      due_on: text
    })
  )
});
export type Rectification = z.infer<typeof rectification>;

export const line = z.object({
  position: z.number(),
  kind: z.enum(lineKinds),
  item: text,
  item_name: text,
  item_name_en: text,
  disclosure: text,
  version: z.number().nullable(),
  content_hash: text,
  current_version: z.number().nullable(),
  verdict: z.enum(verdicts).nullable(),
  note: text,
  measured: z.array(measured),
  out_of_tolerance: count,
  photos: z.array(photo),
  decision: z.enum(decisions).nullable(),
  decision_reason: text,
  decided_at: text,
  rectification: rectification.nullable()
});
export type Line = z.infer<typeof line>;

export const event = z.object({
  event: z.string(),
  at: z.string(),
  state: z.enum(states),
  by: z.enum(actors),
  bureau: text,
  reason: text,
  due_on: text,
  rule
});

export const withheld = z
  .object({ ground: z.enum(grounds), reason: z.string(), until: z.string(), by: z.array(z.string()) })
  .nullable();

/** What everybody who may read a finding reads of it. */
export const whole = card.extend({
  line_list: z.array(line),
  reply_text: text,
  reply_at: text,
  reply_late: z.boolean(),
  reply_documents: z.array(findingDocument),
  opinion: z
    .object({
      category: z.literal('expert'),
      given_at: z.string(),
      note: text,
      lines: z.array(z.object({ position: z.number(), decision: z.enum(decisions), reason: z.string() }))
    })
    .nullable(),
  /** The expert who was asked and has not answered yet. */
  awaited: z.object({ asked_at: z.string(), due_on: text, overdue: z.boolean(), rule }).nullable(),
  decided_at: text,
  decided_by: text,
  due_on: text,
  rule,
  overdue: z.boolean(),
  events: z.array(event),
  withheld,
  manifest_hash: z.string(),
  receipt_no: z.string(),
  visit: z.object({
    open_day: z.object({ slug: z.string(), title: z.string(), starts_at: z.string() }),
    checked_in_at: text
  })
});
export type Finding = z.infer<typeof whole>;

const history = z.array(entry);
export const stub = z.object({
  slug: z.string(),
  number: z.string(),
  state: z.literal('withheld'),
  withheld: withheld.unwrap(),
  project,
  developer,
  demo: z.boolean(),
  history
});
/** A withheld finding answers with its stub: tell them apart by `line_list`. */
export const findingPage = z.union([whole.extend({ history }), stub]);

export const triage = z
  .object({ outcome: z.enum(triageOutcomes), reason: text, duplicate_of: text })
  .nullable();

export const verification = z.object({
  disclosure: z.string(),
  version: z.number().nullable(),
  status: z.enum(verifications),
  confirmed: count,
  disputed: count,
  resolved: count,
  pending: count,
  categories: z.partialRecord(z.enum(categories), count),
  last_at: text,
  findings: z.array(
    z.object({
      slug: z.string(),
      number: z.string(),
      verdict: z.enum(verdicts),
      decision: z.enum(decisions).nullable(),
      published_at: z.string()
    })
  )
});
export type Verification = z.infer<typeof verification>;
export const verificationsOf = z.record(z.string(), verification);
