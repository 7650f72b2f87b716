import { z } from 'zod';
import { entry } from '#lib/journal/entry.ts';
import { fitOuts, stages, structures } from './projects.ts';
import { card } from './schema.ts';

/** A party as pages name it. */
export const shownParty = z.object({
  role: z.string(),
  leader: z.string().nullable(),
  name: z.string(),
  slug: z.string()
});
export type ShownParty = z.infer<typeof shownParty>;

const party = shownParty.extend({ uscc: z.string().nullable() });
export type Party = z.infer<typeof party>;

/** The bureau nearest to a project. */
export const bureau = z.object({ name: z.string(), slug: z.string(), contact: z.string().nullable() });
export type Bureau = z.infer<typeof bureau>;

const building = z.object({
  name: z.string(),
  floors_above: z.number().nullable(),
  floors_below: z.number().nullable(),
  unit_count: z.number().nullable()
});
export type Building = z.infer<typeof building>;

const milestone = z.object({
  kind: z.string(),
  name: z.string(),
  name_en: z.string(),
  stage: z.enum(stages),
  planned_on: z.string().nullable(),
  reached_on: z.string().nullable()
});

/** What `project_page` answers. */
export const projectPage = card.extend({
  permit_no: z.string().nullable(),
  project_code: z.string().nullable(),
  building_count: z.number().nullable(),
  structure: z.enum(structures).nullable(),
  fit_out: z.enum(fitOuts).nullable(),
  location_quality: z.enum(['reported', 'verified', 'doubtful']).nullable(),
  registered_at: z.string(),
  parties: z.array(party),
  buildings: z.array(building),
  milestones: z.array(milestone),
  bureau: bureau.nullable(),
  entries: z.array(entry)
});
export type ProjectPage = z.infer<typeof projectPage>;

export const seat = z.object({
  division_code: z.string(),
  name: z.string(),
  name_en: z.string(),
  lat: z.number(),
  lng: z.number()
});
export type Seat = z.infer<typeof seat>;
