import { z } from 'zod';
import { rule } from '../schema.ts';
import {
  actors,
  clocks,
  contactParts,
  events,
  namings,
  outcomes,
  personActs,
  queues,
  results,
  reviewOutcomes,
  sources,
  states,
  visibilities
} from '../words.ts';

/** What the person of a complaint reads, by code or in the account. */
const text = z.string().nullable();

export const due = z.object({
  clock: z.enum(clocks),
  due_on: z.string(),
  days_left: z.number(),
  rule
});
export type Due = z.infer<typeof due>;

const clock = due.extend({
  round: z.number(),
  started_on: z.string(),
  extra_days: z.number(),
  stopped_on: text
});

const step = z.object({
  event: z.enum(events),
  state: z.enum(states),
  by: z.enum(actors),
  bureau: text,
  reason: text,
  facts: z.record(z.string(), z.unknown()),
  /** By which a deadline moved. */
  days: z.number().nullable(),
  at: z.string()
});
export type Step = z.infer<typeof step>;

const photo = z.object({
  sha256: z.string(),
  width: z.number(),
  height: z.number(),
  by: z.enum(['person', 'bureau']),
  shown: z.boolean(),
  at: z.string()
});

const message = z.object({
  by: z.enum(['person', 'bureau']),
  text: z.string(),
  bureau: text,
  asks: z.boolean(),
  at: z.string()
});

export const tracked = z.object({
  slug: z.string(),
  number: z.string(),
  state: z.enum(states),
  queue: z.enum(queues),
  source: z.enum(sources),
  urgent: z.boolean(),
  held: z.boolean(),
  demo: z.boolean(),
  edits: z.number(),
  today: z.string(),
  category: z.object({ category: z.string(), name: z.string(), name_en: z.string() }),
  project: z.object({ slug: z.string(), name: z.string() }).nullable(),
  division: z.object({ name: z.string(), name_en: text }),
  bureau: z.object({ slug: z.string(), name: z.string(), contact: text }).nullable(),
  filed_at: z.string(),
  accepted_at: text,
  changed_at: z.string(),
  due: due.nullable(),
  clocks: z.array(clock),
  extended_days: z.number().nullable(),
  ever_overdue: z.boolean(),
  supervised: z.object({ at: z.string(), bureau: text }).nullable(),
  naming: z.enum(namings),
  shown_name: text,
  coarse_place: z.boolean(),
  coarse_time: z.boolean(),
  reply: z
    .object({
      at: z.string(),
      text: z.string(),
      outcome: z.enum(outcomes),
      result: z.enum(results),
      fix_by: text
    })
    .nullable(),
  close_reason: text,
  not_accepted: z.object({ reason: z.string(), channel: text }).nullable(),
  review: z.object({ outcome: z.enum(reviewOutcomes), text, bureau: text }).nullable(),
  final: z.object({ outcome: z.enum(reviewOutcomes), text }).nullable(),
  rating: z.object({ rating: z.number(), solved: z.boolean(), at: z.string() }).nullable(),
  reopened: z.number(),
  ex_officio: z.boolean(),
  joined: z.number(),
  merged_into: text,
  public: z.object({
    visibility: z.enum(visibilities),
    wanted: z.boolean(),
    title: text,
    text,
    reply: text,
    reason: text,
    published_at: text
  }),
  finding: z.object({ slug: z.string(), number: z.string(), public: z.boolean() }).nullable(),
  wants_mail: z.boolean(),
  acts: z.array(z.enum(personActs)),
  history: z.array(step),
  description: text,
  spot: text,
  rating_note: text,
  photos: z.array(photo),
  messages: z.array(message),
  notices: z.array(z.object({ kind: z.string(), facts: z.record(z.string(), z.unknown()), at: z.string() })),
  contact_reads: z.array(z.object({ bureau: z.string(), reason: z.string(), at: z.string() })),
  has: z.array(z.enum(contactParts))
});
export type Tracked = z.infer<typeof tracked>;

export const mine = z.object({
  total: z.number(),
  today: z.string(),
  rows: z.array(
    z.object({
      slug: z.string(),
      number: z.string(),
      state: z.enum(states),
      category: z.string(),
      category_en: z.string(),
      project: text,
      division: z.string(),
      division_en: text,
      bureau: text,
      filed_at: z.string(),
      changed_at: z.string(),
      clock: z.enum(clocks).nullable(),
      due_on: text,
      days_left: z.number().nullable(),
      news: z.boolean()
    })
  )
});
export type MyComplaint = z.infer<typeof mine>['rows'][number];

/** Who opened which complaint with the code: found or not, the same shape. */
export const foundByCode = z.object({ slug: text });

const words = (least: string) => z.string().trim().min(1, { error: least }).max(4000);

/** What each form of the page sends. Words are as long as the database takes them. */
export const forms = {
  write: z.object({ text: words('complaintTracking.form.textMissing') }),
  reopen: z.object({ text: words('complaintTracking.form.whyMissing') }),
  request_review: z.object({ text: words('complaintTracking.form.whyMissing') }),
  request_final: z.object({ text: words('complaintTracking.form.whyMissing') }),
  rate: z.object({
    rating: z.coerce
      .number({ error: 'complaintTracking.form.ratingMissing' })
      .int()
      .min(1, { error: 'complaintTracking.form.ratingMissing' })
      .max(5, { error: 'complaintTracking.form.ratingMissing' }),
    solved: z
      .enum(['yes', 'no'], { error: 'complaintTracking.form.solvedMissing' })
      .transform((answer) => answer === 'yes'),
    text: z.string().trim().max(1000).default('')
  }),
  withdraw: z.object({ text: z.string().trim().max(4000).default('') }),
  hide_name: z.object({}),
  coarsen: z.object({}),
  take_mails: z.object({ on: z.enum(['yes', 'no']).transform((answer) => answer === 'yes') })
};
export type FormAct = keyof typeof forms;

export const enter = z.object({ code: z.string().max(200).default('') });
