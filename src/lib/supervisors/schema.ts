import { z } from 'zod';
import { entry } from '#lib/journal/entry.ts';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';
import { categories, fields, kinds, publicStates, relations, states } from './supervisors.ts';

/** What is public of a registration, and of an application what the desk lists. */
export const card = z.object({
  number: z.string().nullable(),
  name: z.string(),
  category: z.enum(categories),
  kind: z.enum(kinds),
  fields: z.array(z.enum(fields)),
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  city_code: z.string(),
  city: z.string(),
  city_en: z.string(),
  state: z.enum(states),
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
  demo: z.boolean()
});

/** With what each registration has: a number and a term. */
const registered = card.extend({
  number: z.string(),
  state: z.enum(publicStates),
  valid_from: z.string(),
  valid_until: z.string()
});
export type RegisteredCard = z.infer<typeof registered>;

export const browsed = z.object({
  total: z.number(),
  states: z.partialRecord(z.enum(states), z.number()),
  rows: z.array(registered)
});

const appointment = z.object({
  appointment_id: z.string(),
  state: z.enum(['offered', 'accepted', 'declined', 'ended']),
  offered_at: z.string(),
  answered_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  end_reason: z.string().nullable(),
  developer: z.string(),
  project: z.object({ slug: z.string(), name: z.string() })
});
export type Appointment = z.infer<typeof appointment>;

export const certificate = registered.extend({
  today: z.string(),
  terms: z.number(),
  registered_at: z.string(),
  changed_at: z.string(),
  reason: z.string().nullable(),
  bureau: z.object({ name: z.string(), slug: z.string() }),
  appointments: z.array(appointment),
  history: z.array(entry)
});
export type Certificate = z.infer<typeof certificate>;

export const rule = z.object({
  division_code: z.string(),
  term_months: z.number(),
  most_terms: z.number(),
  ask_days: z.number(),
  basis: z.string(),
  basis_en: z.string(),
  nature: z.enum(['statutory', 'policy', 'default'])
});

export const keptFile = z.object({
  evidence_id: z.string(),
  file_name: z.string(),
  bytes: z.number(),
  media_type: z.string()
});
export type KeptFile = z.infer<typeof keptFile>;

const conflict = z.object({
  relation: z.enum(relations),
  name: z.string(),
  note: z.string().nullable(),
  known: z.boolean()
});

/** Everything of a case, with what is personal; null once that was deleted. */
const file = card.extend({
  slug: z.string(),
  edits: z.number(),
  terms: z.number(),
  applied_at: z.string(),
  changed_at: z.string(),
  renewal_asked_at: z.string().nullable(),
  reason: z.string().nullable(),
  bureau: z.string().nullable(),
  person: z
    .object({
      real_name: z.string(),
      phone: z.string(),
      work_unit: z.string().nullable(),
      statement: z.string()
    })
    .nullable(),
  evidence: z.array(keptFile),
  conflicts: z.array(conflict),
  rule,
  today: z.string()
});
export type SupervisorFile = z.infer<typeof file>;

export const mine = file.extend({
  appointments: z.array(appointment.extend({ note: z.string().nullable() }))
});
export type Mine = z.infer<typeof mine>;

export const deskCase = file.extend({
  own: z.boolean(),
  terms_before: z.number(),
  works_for: z.array(z.string()),
  appointments: z.array(appointment),
  decisions: z.array(
    z.object({
      act: z.string(),
      at: z.string(),
      reason: z.string().nullable(),
      valid_until: z.string().nullable(),
      by: z.string().nullable(),
      person: z.string().nullable()
    })
  )
});
export type DeskCase = z.infer<typeof deskCase>;

export const lists = ['applied', 'renewals', 'ending', 'all'] as const;
export type DeskList = (typeof lists)[number];

const deskRow = card.extend({
  slug: z.string(),
  waits: z.enum(['applied', 'renewals', 'ending']).nullable(),
  applied_at: z.string(),
  renewal_asked_at: z.string().nullable()
});
export type DeskRow = z.infer<typeof deskRow>;
export const deskBrowsed = z.object({
  total: z.number(),
  counts: z.record(z.enum(lists), z.number()),
  rows: z.array(deskRow)
});

export const ofProject = z.object({
  project: z.object({ slug: z.string(), name: z.string() }),
  city: z.string(),
  may_appoint: z.boolean(),
  appointments: z.array(appointment.extend({ supervisor: registered })),
  candidates: z.array(registered)
});
export type ProjectSupervisors = z.infer<typeof ofProject>;

/** The public directory. By number alone: it is no table of ranks. */
export const list = listQuery({
  filters: {
    city: pick(z.string().regex(/^42\d{4}$/)),
    category: pick(z.enum(categories)),
    state: pick(z.enum([...publicStates, 'all'])),
    q: words()
  },
  sorts: ['number']
});
export type ListQuery = ReturnType<typeof list.parse>;

export const deskList = listQuery({
  filters: {
    list: pick(z.enum(lists)),
    category: pick(z.enum(categories)),
    state: pick(z.enum(states)),
    q: words()
  },
  sorts: ['waits']
});
