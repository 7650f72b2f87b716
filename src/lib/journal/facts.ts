import { z } from 'zod';

// One fact of another shape, written by an older or newer version, must not hide the rest.
const text = z.string().optional().catch(undefined);
const amount = z.number().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** What every entry about a project carries. */
export const project = z.looseObject({
  slug: text,
  name: text,
  stage: text,
  lat: amount,
  lng: amount,
  demo: flag
});

export const party = z.looseObject({ role: text, name: text, leader: text });
export const days = z.looseObject({ kind: text, planned: text, reached: text });

export const registered = project.extend({
  permit_no: text,
  project_code: text,
  address: text,
  housing_type: text,
  floor_area_m2: amount,
  unit_count: amount,
  building_count: amount,
  structure: text,
  fit_out: text,
  pilot: flag,
  parties: z.array(party).optional().catch(undefined),
  milestones: z.array(days).optional().catch(undefined)
});

/** Nulls are not kept in the journal: a field that was emptied has no `to`. */
export const change = z.looseObject({ from: z.unknown().optional(), to: z.unknown().optional() });
export const updated = project.extend({ changes: z.record(z.string(), change).optional().catch(undefined) });

export const reached = project.extend({
  milestone: text,
  milestone_name: text,
  milestone_name_en: text,
  reached_on: text,
  planned_on: text
});

const chosen = z.looseObject({ name: text, sha256: text });

/** What every entry about a disclosure carries beside that. */
export const disclosure = project.extend({
  disclosure: text,
  item: text,
  item_name: text,
  item_name_en: text,
  due_on: text,
  /** The bureau has taken the version back, and its content is no longer told. */
  withdrawn: flag
});

export const published = disclosure.extend({
  version: amount,
  facts: z.record(z.string(), z.unknown()).optional().catch(undefined),
  note: text,
  reason: text,
  changes: z.record(z.string(), change).optional().catch(undefined),
  documents: z.array(chosen).optional().catch(undefined),
  days_late: amount,
  supplied_by: text,
  confirmed_by: text,
  published_by: text
});

export const decided = disclosure.extend({
  version: amount,
  reason: text,
  ground: text,
  until: text,
  decided_by: text,
  days: amount
});

/** What is public of a supervisor. */
export const supervisor = z.looseObject({
  number: text,
  name: text,
  supervisor_kind: text,
  valid_from: text,
  valid_until: text,
  reason: text,
  decided_by: text
});

const owed = z.looseObject({ name: text, name_en: text, status: text, due_on: text, from: text });
/** What a project owes from now on, or by another day, or not any more. */
export const schedule = project.extend({ items: z.array(owed).optional().catch(undefined) });

export const organization = z.looseObject({
  organization: text,
  name: text,
  uscc: text,
  from: text,
  demo: flag
});
export const item = z.looseObject({ item: text, item_name: text, item_name_en: text, valid_until: text });

export const plan = project.extend({
  confirmed_by: text,
  items: z
    .array(z.looseObject({ name: text, name_en: text, planned_on: text, left_out_reason: text }))
    .optional()
    .catch(undefined)
});

const people = z.record(z.string(), z.number()).optional().catch(undefined);

/** What every entry about an open day carries, and what some add. */
export const openDay = project.extend({
  open_day: text,
  title: text,
  milestone_name: text,
  milestone_name_en: text,
  due_on: text,
  announce_by: text,
  starts_at: text,
  ends_at: text,
  booking_closes_at: text,
  instead_of: text,
  meeting_point: text,
  seats: people,
  attended: people,
  reason: text,
  note: text,
  changes: z.record(z.string(), change).optional().catch(undefined),
  reports: z.looseObject({ host_absent: amount, access_refused: amount }).optional().catch(undefined)
});

const findingLine = z.looseObject({
  position: amount,
  kind: text,
  item_name: text,
  item_name_en: text,
  version: amount,
  verdict: text,
  note: text,
  out_of_tolerance: amount,
  decision: text,
  decision_reason: text
});
export type FindingLine = z.infer<typeof findingLine>;

/** What every entry about a finding carries, and what some add. It names no finder. */
export const finding = project.extend({
  finding: text,
  number: text,
  category: text,
  urgent: flag,
  visited_on: text,
  as: text,
  outcome: text,
  lines: z.array(findingLine).optional().catch(undefined),
  reply: text,
  reply_text: text,
  photos: amount,
  manifest_hash: text,
  /** Withheld since: what it said is no longer told. */
  withheld: flag,
  decided_by: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  stance: text,
  text,
  late: flag,
  ground: text,
  reason: text,
  until: text,
  due_on: text
});

/** What every entry about putting one line of a finding right carries. */
export const rectification = finding.extend({
  position: amount,
  item_name: text,
  item_name_en: text,
  round: amount,
  note: text,
  by: text,
  days: amount,
  step: text
});

/** What every entry about a complaint carries, and what some add. It names no person, and no project where the place is coarse. */
export const complaint = project.extend({
  complaint: text,
  number: text,
  category_name: text,
  category_name_en: text,
  urgent: flag,
  title: text,
  bureau: text,
  /** A day or a month. */
  filed: text,
  as: text,
  text,
  outcome: text,
  result: text,
  reply_text: text,
  fix_by: text,
  accepted: flag,
  overdue: flag,
  supervised: flag,
  due_on: text,
  clock: text,
  basis: text,
  basis_en: text,
  reason: text,
  channel: text,
  from: text,
  days: amount,
  hearing: flag,
  by: text,
  times: amount,
  superior: text,
  final: flag,
  state: text,
  solved: flag,
  ex_officio: flag,
  /** No longer public: what it said is not told. */
  withheld: flag
});
