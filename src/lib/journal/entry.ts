import { z } from 'zod';
import { field } from '#lib/catalogue/schema.ts';

/** Kinds that are written today. Others may come; readers must not fail on one they do not know. */
export const kinds = [
  'project.registered',
  'project.updated',
  'milestone.reached',
  'plan.confirmed',
  'disclosure.published',
  'disclosure.corrected',
  'disclosure.overdue',
  'disclosure.rescheduled',
  'disclosure.withdrawn',
  'disclosure.withheld',
  'disclosure.released',
  'disclosure.scheduled',
  'disclosure.revised',
  'open_day.announced',
  'open_day.changed',
  'open_day.cancelled',
  'open_day.held',
  'open_day.not_held',
  'open_day.overdue',
  'open_day.rescheduled',
  'open_day.reported',
  'open_day.scheduled',
  'open_day.dropped',
  'open_day.revised',
  'supervisor.registered',
  'supervisor.renewed',
  'supervisor.suspended',
  'supervisor.resumed',
  'supervisor.dismissed',
  'supervisor.expired',
  'finding.published',
  'finding.answered',
  'finding.decided',
  'finding.withheld',
  'finding.overdue',
  'finding.revised',
  'finding.released',
  'rectification.claimed',
  'rectification.verified',
  'rectification.reopened',
  'rectification.overdue',
  'rectification.planned',
  'rectification.revised',
  'complaint.published',
  'complaint.accepted',
  'complaint.not_accepted',
  'complaint.transferred',
  'complaint.extended',
  'complaint.answered',
  'complaint.closed',
  'complaint.reopened',
  'complaint.overdue',
  'complaint.supervised',
  'complaint.review_requested',
  'complaint.final_requested',
  'complaint.reviewed',
  'complaint.withdrawn',
  'complaint.withheld',
  'complaint.merged',
  'complaint.revised',
  'organization.renamed',
  'item.revised'
] as const;

/** An entry of the journal as `read_journal` and the pages of the database tell it. */
export const entry = z.object({
  seq: z.number().int().positive(),
  kind: z.string(),
  version: z.number().int(),
  facts: z.record(z.string(), z.unknown()),
  supersedes: z.number().int().nullable(),
  division_code: z.string().nullable(),
  project_id: z.string().nullable(),
  subject_type: z.string(),
  subject_id: z.string(),
  occurred_at: z.string(),
  recorded_at: z.string()
});

export type Entry = z.infer<typeof entry>;

/** What `read_journal` answers: newest first, whether older ones follow, and how facts of disclosures are called. */
export const entries = z.object({
  entries: z.array(entry),
  more: z.boolean(),
  fields: z.record(z.string(), z.array(field)).default({})
});

export type Entries = z.infer<typeof entries>;
