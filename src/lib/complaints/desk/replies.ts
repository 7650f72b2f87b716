import { z } from 'zod';
import { partyRoles } from '#lib/catalogue/catalogue.ts';
import { rule } from '../schema.ts';
import {
  actors,
  clocks,
  contactParts,
  events,
  namings,
  officerActs,
  outcomes,
  queues,
  results,
  reviewOutcomes,
  sources,
  states,
  visibilities
} from '../words.ts';
import { blocks, templateActs } from './acts.ts';

/** What the database answers at the desk of complaints. */
const text = z.string().nullable();
const named = z.object({ slug: z.string(), name: z.string() });
const officer = z.object({ user_id: z.string(), name: z.string() });

export const deskRow = z.object({
  slug: z.string(),
  number: z.string(),
  category: z.string(),
  state: z.enum(states),
  queue: z.enum(queues),
  clock: z.enum(clocks).nullable(),
  due_on: text,
  days_left: z.number().nullable(),
  overdue: z.boolean(),
  filed_at: z.string(),
  changed_at: z.string(),
  source: z.enum(sources),
  urgent: z.boolean(),
  held: z.boolean(),
  look_again: z.boolean(),
  supervised: z.boolean(),
  visibility: z.enum(visibilities),
  joined: z.number(),
  reopened: z.number(),
  extended_days: z.number().nullable(),
  tags: z.array(z.string()),
  outcome: z.enum(outcomes).nullable(),
  result: z.enum(results).nullable(),
  edits: z.number(),
  assignee: officer.nullable(),
  bureau: named.nullable(),
  project: named.nullable(),
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  city_code: text,
  city: text,
  city_en: text
});
export type DeskRow = z.infer<typeof deskRow>;
export const deskRows = z.array(deskRow);

export const deskList = z.object({
  total: z.number(),
  more: z.boolean(),
  today: z.string(),
  counts: z.record(z.string(), z.number()),
  saved: z.array(z.object({ filter_id: z.string(), name: z.string(), query: z.string() })),
  rows: deskRows
});
export type DeskList = z.infer<typeof deskList>;

export const points = z.array(
  z.object({
    slug: z.string(),
    number: z.string(),
    category: z.string(),
    project: text,
    due_on: text,
    lat: z.number(),
    lng: z.number(),
    tone: z.enum(['overdue', 'due_soon', 'fine'])
  })
);

export const workload = z.array(
  officer.extend({
    bureau: z.string(),
    open: z.number(),
    overdue: z.number(),
    due_soon: z.number(),
    closed: z.number()
  })
);
export type Workload = z.infer<typeof workload>;

const message = z.object({
  message_id: z.string(),
  channel: z.enum(['person', 'note']),
  by: z.enum(['person', 'bureau']),
  text: z.string(),
  asks: z.boolean(),
  at: z.string(),
  bureau: text,
  officer: text
});
const event = z.object({
  event: z.enum(events),
  state: z.enum(states),
  by: z.enum(actors),
  reason: text,
  facts: z.record(z.string(), z.unknown()),
  at: z.string(),
  audience: z.enum(['public', 'person', 'desk']),
  bureau: text
});
const clock = z.object({
  clock: z.enum(clocks),
  round: z.number(),
  started_on: z.string(),
  due_on: z.string(),
  extra_days: z.number(),
  stopped_on: text,
  overdue: z.boolean(),
  rule
});
const photo = z.object({
  photo_id: z.string(),
  sha256: z.string(),
  width: z.number(),
  height: z.number(),
  by: z.enum(['person', 'bureau']),
  shown: z.boolean(),
  at: z.string()
});
const extract = z.object({
  organization: z.string(),
  text: z.string(),
  sent_at: z.string(),
  due_on: z.string(),
  overdue: z.boolean(),
  reply: text,
  replied_at: text,
  rule
});
const other = z.object({ slug: z.string(), number: z.string(), state: z.enum(states) });

export const deskCase = deskRow.extend({
  statement: z.object({ description: z.string(), spot: text, rating_note: text }).nullable(),
  has_contact: z.array(z.enum(contactParts)),
  contact_reads: z.array(z.object({ name: text, bureau: z.string(), reason: z.string(), at: z.string() })),
  photos: z.array(photo),
  messages: z.array(message),
  extracts: z.array(extract),
  events: z.array(event),
  clocks: z.array(clock),
  rule,
  parties: z.array(named.extend({ roles: z.array(z.enum(partyRoles)) })),
  finding: z.object({ slug: z.string(), number: z.string() }).nullable(),
  merged_into: other.nullable(),
  others: z.array(other),
  naming: z.enum(namings),
  shown_name: text,
  coarse_place: z.boolean(),
  coarse_time: z.boolean(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  external_ref: text,
  accepted_at: text,
  fix_by: text,
  reply_text: text,
  public_reply: text,
  replied_at: text,
  close_reason: text,
  not_accepted_reason: text,
  channel: text,
  rating: z.number().nullable(),
  solved: z.boolean().nullable(),
  review_outcome: z.enum(reviewOutcomes).nullable(),
  review_text: text,
  final_outcome: z.enum(reviewOutcomes).nullable(),
  final_text: text,
  ex_officio: z.boolean(),
  wants_public: z.boolean(),
  public_title: text,
  public_text: text,
  private_reason: text,
  anonymised: z.boolean(),
  today: z.string(),
  supervised_by: text,
  extension_days: z.number().nullable(),
  acts: z.array(z.enum(officerActs)),
  blocked: z.partialRecord(z.enum(officerActs), z.enum(blocks)),
  capacities: z.array(z.string()),
  may_read_contact: z.boolean(),
  officers: z.array(officer.extend({ open: z.number() })),
  templates: z.array(z.object({ act: z.enum(templateActs), title: z.string(), text: z.string() })),
  bureaus: z.array(named),
  similar: z.array(other.extend({ category: z.string(), filed_at: z.string() }))
});
export type DeskCase = z.infer<typeof deskCase>;

export const sealed = z.object({
  complaint_id: z.string(),
  sealed: z.string(),
  has: z.array(z.enum(contactParts))
});

export const myExtract = z.object({
  slug: z.string(),
  text: z.string(),
  sent_at: z.string(),
  due_on: z.string(),
  days_left: z.number(),
  overdue: z.boolean(),
  reply: text,
  replied_at: text,
  organization: z.string(),
  bureau: text,
  project: named.nullable(),
  rule,
  open: z.boolean(),
  may_answer: z.boolean()
});
export const myExtracts = z.object({
  today: z.string(),
  open: z.number(),
  overdue: z.number(),
  total: z.number(),
  rows: z.array(myExtract)
});

export const templates = z.object({
  bureaus: z.array(named),
  rows: z.array(
    z.object({
      template_id: z.string(),
      act: z.enum(templateActs),
      category: text,
      title: z.string(),
      text: z.string(),
      bureau: z.string(),
      bureau_slug: z.string(),
      mine: z.boolean()
    })
  )
});
export type Templates = z.infer<typeof templates>;

export const categories = z.array(z.object({ category: z.string(), name: z.string(), name_en: z.string() }));
export type Categories = z.infer<typeof categories>;
