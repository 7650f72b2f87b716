import { z } from 'zod';
import { rule } from '../schema.ts';
import { actors, clocks, events, outcomes, results, reviewOutcomes, states } from '../words.ts';

/** What the database answers everyone about complaints. Nothing of the person is in it. */
const text = z.string().nullable();
const count = z.number();
const who = z.object({ slug: z.string(), name: z.string() });

/** Who has the next step: somebody works on it; it is answered and the person is asked; it is over. */
export const groups = ['open', 'answered', 'ended'] as const;
export type Group = (typeof groups)[number];

const place = z.object({
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  city_code: text,
  city: text,
  city_en: text
});

/** A complaint as lists show it (`private.public_complaint_card`). */
export const card = z.object({
  slug: z.string(),
  number: z.string(),
  category: z.string(),
  category_name: z.string(),
  category_name_en: z.string(),
  state: z.enum(states),
  group: z.enum(groups),
  as: z.enum(['public', 'stub']),
  title: text,
  urgent: z.boolean(),
  demo: z.boolean(),
  overdue: z.boolean(),
  supervised: z.boolean(),
  clock: z.enum(clocks).nullable(),
  due_on: text,
  outcome: z.enum(outcomes).nullable(),
  result: z.enum(results).nullable(),
  fix_by: text,
  solved: z.boolean().nullable(),
  reopened: count,
  /** A number from five on; some: fewer; null: nobody else. */
  joined: text,
  ex_officio: z.boolean(),
  /** A day, or a month where the person asked for coarse times. */
  filed: z.string(),
  published: z.string(),
  changed: z.string(),
  coarse_place: z.boolean(),
  coarse_time: z.boolean(),
  place: place.nullable(),
  project: who.nullable(),
  bureau: who.nullable()
});
export type ComplaintCard = z.infer<typeof card>;

export const step = z.object({
  event: z.enum(events),
  by: z.enum(actors),
  on: z.string(),
  bureau: text,
  reason: text,
  outcome: text,
  result: text,
  to: text,
  days: count.nullable(),
  clock: z.enum(clocks).nullable(),
  due_on: text,
  solved: z.boolean().nullable(),
  ex_officio: z.boolean().nullable()
});
export type Step = z.infer<typeof step>;

export const clock = z.object({
  clock: z.enum(clocks),
  round: count,
  started_on: z.string(),
  due_on: z.string(),
  extra_days: count,
  stopped_on: text,
  running: z.boolean(),
  late: z.boolean(),
  rule
});
export type PublicClock = z.infer<typeof clock>;

export const page = card.extend({
  withheld: z.literal(false),
  text,
  shown_name: text,
  steps: z.array(step),
  clocks: z.array(clock),
  extended_days: count.nullable(),
  accepted: text,
  replied: text,
  reply: text,
  /** What a reply said that no longer stands, since the complaint is dealt with again. */
  earlier: z.object({ outcome: z.enum(outcomes), result: z.enum(results) }).nullable(),
  close_reason: text,
  not_accepted_reason: text,
  channel: text,
  review: z.object({ outcome: z.enum(reviewOutcomes), text, by: text }).nullable(),
  final: z.object({ outcome: z.enum(['upheld', 'changed']), text }).nullable(),
  supervised_by: text,
  merged_into: z.object({ slug: z.string(), number: z.string() }).nullable(),
  finding: z.object({ slug: z.string(), number: z.string() }).nullable(),
  photos: z.array(
    z.object({
      sha256: z.string(),
      width: count,
      height: count,
      by: z.enum(['person', 'bureau']),
      with_reply: z.boolean()
    })
  )
});
export type Complaint = z.infer<typeof page>;

/** What stands in the place of one that was public and is kept private now. */
export const withheld = z.object({
  withheld: z.literal(true),
  slug: z.string(),
  number: z.string(),
  demo: z.boolean(),
  category: z.string(),
  category_name: z.string(),
  category_name_en: z.string(),
  place: place.nullable()
});

export const browsed = z.object({
  total: count,
  groups: z.partialRecord(z.enum(groups), count),
  rows: z.array(card)
});

export const mapped = z.object({
  points: z.array(
    z.object({
      slug: z.string(),
      number: z.string(),
      lat: z.number(),
      lng: z.number(),
      category: z.string(),
      category_en: z.string(),
      title: text,
      project: text,
      state: z.enum(states),
      group: z.enum(groups),
      overdue: z.boolean(),
      outcome: z.enum(outcomes).nullable(),
      result: z.enum(results).nullable()
    })
  ),
  districts: z.array(z.object({ division_code: z.string(), name: z.string(), name_en: z.string(), count }))
});

export const projectComplaints = z.object({
  total: count,
  open: count,
  overdue: count,
  answered: count,
  verified: count,
  fixed: count,
  rows: z.array(card)
});
export type ProjectComplaints = z.infer<typeof projectComplaints>;

const oneRule = z.object({
  days: count,
  day_kind: z.enum(['natural', 'working']),
  basis: z.string(),
  basis_en: text,
  nature: z.enum(['statutory', 'policy', 'default']),
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  valid_from: z.string()
});
export type DatedRule = z.infer<typeof oneRule>;

export const rules = z.object({
  steps: z.array(z.object({ item: z.string(), name: z.string(), rules: z.array(oneRule) })),
  transitions: z.array(
    z.object({
      act: z.string(),
      capacity: z.string(),
      from: z.array(z.enum(states)),
      to: z.string(),
      needs_reason: z.boolean(),
      basis: text
    })
  ),
  categories: z.array(
    z.object({
      category: z.string(),
      name: z.string(),
      name_en: z.string(),
      examples: z.string(),
      examples_en: z.string(),
      kind: z.string(),
      danger: z.boolean()
    })
  )
});

/** Null is what is not told: below five, or what would reveal it. */
export const columns = [
  'filed',
  'accepted',
  'answered',
  'verified',
  'could_not_verify',
  'fixed',
  'reopened',
  'overdue',
  'rated',
  'solved',
  'withdrawn'
] as const;
export type Column = (typeof columns)[number];

const median = z.object({ days: count.nullable(), longest: count.nullable() }).nullable();
export type Median = z.infer<typeof median>;
const figureRow = z.object({
  filed: count.nullable(),
  accepted: count.nullable(),
  answered: count.nullable(),
  verified: count.nullable(),
  could_not_verify: count.nullable(),
  fixed: count.nullable(),
  reopened: count.nullable(),
  overdue: count.nullable(),
  rated: count.nullable(),
  solved: count.nullable(),
  withdrawn: count.nullable(),
  rating: count.nullable(),
  to_decision: median,
  to_reply: median
});
export type FigureRow = z.infer<typeof figureRow>;
const named = figureRow.extend({ key: z.string(), name: z.string(), name_en: z.string() });

export const figures = z.object({
  from: z.string(),
  to: z.string(),
  /** Null where they are of this moment. */
  counted_at: z.iso.datetime().nullable(),
  division_code: z.string(),
  level: z.enum(['province', 'prefecture', 'county_direct', 'county']),
  total: figureRow,
  by_place: z.array(named),
  by_category: z.array(named),
  by_month: z.array(figureRow.extend({ key: z.string() }))
});
export type Figures = z.infer<typeof figures>;
