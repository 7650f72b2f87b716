import { z } from 'zod';
import { itemRow } from '#lib/catalogue/schema.ts';
import { card, rule, triage, verification, whole } from './schema.ts';
import { acts, blocks, categories, grounds, outcomes, queues, states, steps } from './words.ts';

/** What the desks of bureaus and companies are answered, and the figures. */
const text = z.string().nullable();
const count = z.number();

export const officer = z.object({ user_id: z.string(), name: z.string(), open: count });
const assignee = z.object({ user_id: z.string(), name: z.string() }).nullable();

export const deskRow = card.extend({
  queue: z.enum(queues),
  due_on: text,
  days_left: z.number().nullable(),
  overdue: z.boolean(),
  assignee,
  edits: count,
  acts: z.array(z.enum(acts))
});
export type DeskRow = z.infer<typeof deskRow>;

export const deskList = z.object({
  total: count,
  queues: z.partialRecord(z.enum(queues), count),
  mine: count,
  overdue: count,
  rows: z.array(deskRow),
  officers: z.array(officer)
});

/** What the version said that was looked at, by position of the line. */
const disclosed = z.record(
  z.string(),
  z.object({ fields: itemRow.shape.fields, facts: z.record(z.string(), z.unknown()), note: text })
);
export type Disclosed = z.infer<typeof disclosed>;

export const deskFinding = whole.extend({
  disclosed,
  /** Why a verifying officer may not decide now. */
  blocked: z.enum(blocks).nullable(),
  edits: count,
  capacities: z.array(z.string()),
  acts: z.array(z.enum(acts)),
  queue: z.enum(queues),
  assignee,
  officers: z.array(officer),
  triage,
  finder: z.object({ category: z.enum(categories), number: text, name: text }).nullable(),
  withholding: z
    .object({
      ground: z.enum(grounds),
      reason: z.string(),
      until: z.string(),
      first_at: z.string(),
      by_me: z.boolean()
    })
    .nullable(),
  experts: z.array(z.object({ number: z.string(), name: z.string() })),
  similar: z.array(z.object({ slug: z.string(), number: z.string(), state: z.enum(states), headline: text }))
});
export type DeskFinding = z.infer<typeof deskFinding>;

/** What each verb on a finding answers. */
export const moved = z.object({ slug: z.string(), state: z.enum(states), edits: count });
export const movedLine = z.object({ state: z.string(), edits: count });
/** A bulk act answers for each in order; `problem` is a key of the dictionary `errors`. */
export const bulk = z.array(
  z.object({
    slug: z.string(),
    state: z.enum(states).nullable(),
    edits: z.number().nullable(),
    problem: text
  })
);
export const siteOfficers = z.array(
  z.object({ user_id: z.string(), name: z.string(), from_day: z.string(), until_day: text })
);

const fix = {
  substantiated: count,
  claimed: count,
  re_inspected: count,
  finder_confirmed: count,
  overridden: count,
  overdue: count,
  median_days: z.number().nullable()
};

export const figures = z.object({
  submitted: count,
  duplicate: count,
  out_of_scope: count,
  published: count,
  unverified: count,
  withheld: count,
  decided: count,
  replied: count,
  no_reply: count,
  outcomes: z.partialRecord(z.enum(outcomes), count),
  fix: z.object({ ...fix, reopened: count }),
  late: z.object({ triage: count, reply: count, verify: count }),
  by_city: z.array(
    z.object({ division_code: z.string(), name: z.string(), name_en: z.string(), published: count, ...fix })
  ),
  by_developer: z.array(z.object({ slug: z.string(), name: z.string(), published: count, ...fix })),
  by_month: z.array(z.object({ month: z.string(), published: count, substantiated: count })),
  by_item: z.array(
    z.object({ item: z.string(), name: z.string(), name_en: z.string(), matched: count, differs: count })
  ),
  /** Of one supervisor alone; null where the numbers are too small to be told. */
  supervisor: z
    .object({
      visits: z.number().nullable(),
      findings: z.number().nullable(),
      substantiated: z.number().nullable()
    })
    .nullable()
});
export type Figures = z.infer<typeof figures>;

export const projectFindings = z.object({
  total: count,
  rows: z.array(card),
  verifications: z.array(verification.extend({ item: z.string() })),
  figures
});

export const findingRules = z.object({
  steps: z.array(z.object({ item: z.enum(steps), name: z.string(), name_en: z.string(), rule })),
  transitions: z.array(
    z.object({
      subject: z.enum(['finding', 'rectification']),
      choice: z.string(),
      from_state: z.string(),
      act: z.string(),
      capacity: z.string(),
      to_state: z.string(),
      needs_reason: z.boolean()
    })
  )
});

export const swept = z.object({ moved: count, published: count, told: count, more: z.boolean() });
