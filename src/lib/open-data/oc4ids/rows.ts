import { z } from 'zod';
import { complaints } from '#lib/open-data/datasets/complaints.ts';
import { disclosures } from '#lib/open-data/datasets/disclosures.ts';
import { documents } from '#lib/open-data/datasets/documents.ts';
import { findings } from '#lib/open-data/datasets/findings.ts';
import { milestones } from '#lib/open-data/datasets/milestones.ts';
import { openDays } from '#lib/open-data/datasets/open-days.ts';
import { parties } from '#lib/open-data/datasets/parties.ts';
import { projects } from '#lib/open-data/datasets/projects.ts';
import { rectifications } from '#lib/open-data/datasets/rectifications.ts';
import { visits } from '#lib/open-data/datasets/visits.ts';

/** Of these rows only what OC4IDS has a place for; the rest is not looked at. */
const finding = z.object(
  findings.row.pick({
    id: true,
    number: true,
    project: true,
    published_at: true,
    outcome: true,
    headline: true,
    reply: true
  }).shape
);
const complaint = z.object(
  complaints.row.pick({
    id: true,
    number: true,
    project: true,
    category: true,
    state: true,
    filed_on: true,
    outcome: true,
    title: true,
    reply: true
  }).shape
);
const document = z.object({
  ...documents.row.pick({
    project: true,
    disclosure: true,
    item: true,
    version: true,
    current: true,
    name: true,
    media_type: true,
    bytes: true,
    sha256: true,
    published_at: true
  }).shape,
  /** Begins with the identifier by which the file is served. */
  id: z.string().regex(/^[0-9a-f-]{36}/)
});

/** Names by their codes. */
export const names = z.object({
  bureaus: z.record(
    z.string(),
    z.object({ slug: z.string(), name: z.string(), uscc: z.string().nullable() })
  ),
  divisions: z.record(z.string(), z.object({ name: z.string(), city: z.string().nullable() })),
  items: z.record(z.string(), z.string()),
  kinds: z.record(z.string(), z.string())
});
export type Names = z.infer<typeof names>;

const lists = {
  parties: z.array(parties.row),
  milestones: z.array(milestones.row),
  disclosures: z.array(disclosures.row),
  documents: z.array(document),
  open_days: z.array(openDays.row),
  visits: z.array(visits.row),
  findings: z.array(finding),
  rectifications: z.array(rectifications.row),
  complaints: z.array(complaint)
};

/** One project with what belongs to it. */
export const whole = z.object({ project: projects.row, ...lists });
export type Whole = z.infer<typeof whole>;

/** A page of whole projects, as `open_whole_projects` answers: rows of the data sets, and the names that they need. */
export const page = z.object({
  head: z.object({ seq: z.number(), recorded_at: z.string() }),
  next: z.string().nullable(),
  /** Of each project the key that it is walked by. */
  keys: z.array(z.string()),
  projects: z.array(projects.row),
  ...lists,
  ...names.shape
});
export type Page = z.infer<typeof page>;

/** The rows of a page, project by project. */
export function wholes(found: Page): Whole[] {
  const grouped = {
    parties: by(found.parties),
    milestones: by(found.milestones),
    disclosures: by(found.disclosures),
    documents: by(found.documents),
    open_days: by(found.open_days),
    visits: by(found.visits),
    findings: by(found.findings),
    rectifications: by(found.rectifications),
    complaints: by(found.complaints)
  };
  return found.projects.map((project) => ({
    project,
    parties: grouped.parties.get(project.id) ?? [],
    milestones: grouped.milestones.get(project.id) ?? [],
    disclosures: grouped.disclosures.get(project.id) ?? [],
    documents: grouped.documents.get(project.id) ?? [],
    open_days: grouped.open_days.get(project.id) ?? [],
    visits: grouped.visits.get(project.id) ?? [],
    findings: grouped.findings.get(project.id) ?? [],
    rectifications: grouped.rectifications.get(project.id) ?? [],
    complaints: grouped.complaints.get(project.id) ?? []
  }));
}

const by = <R extends { project: string | null }>(rows: R[]): Map<string | null, R[]> =>
  Map.groupBy(rows, ({ project }) => project);
