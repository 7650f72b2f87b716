import { z } from 'zod';
import { stages } from '#lib/projects/projects.ts';
import { card as projectCard } from '#lib/projects/schema.ts';
import { channels, deviations, planStates } from '../disclosures.ts';
import { counts, planLine } from '../schema.ts';

const day = z.string().nullable();
const moment = z.string().nullable();

const proposalLine = z.object({
  item: z.string(),
  name: z.string(),
  name_en: z.string(),
  stage: z.enum(stages),
  mandatory: z.boolean(),
  due_on: day,
  expected_on: day,
  planned_on: day,
  provider_roles: z.array(z.string()),
  confirmer_roles: z.array(z.string()),
  provider_role: z.string(),
  confirmer_role: z.string(),
  channels: z.array(z.enum(channels))
});

const deviation = z.object({ item: z.string(), deviation: z.enum(deviations), days: z.number().nullable() });

export const plan = z.object({
  version: z.number(),
  confirmed_at: z.string(),
  confirmed_by: z.string().nullable(),
  items: z.array(
    planLine.extend({ item: z.string(), name: z.string(), name_en: z.string(), stage: z.enum(stages) })
  ),
  deviations: z.array(deviation)
});
export type Plan = z.infer<typeof plan>;

/** What `project_plan` answers to those who take part. */
export const projectPlan = z.object({
  project_id: z.string(),
  slug: z.string(),
  name: z.string(),
  division_code: z.string(),
  proposal: z.array(proposalLine),
  plan: plan.nullable(),
  parties: z.array(z.object({ role: z.string(), name: z.string(), leader: z.string().nullable() })),
  may_confirm: z.boolean()
});
export type ProjectPlan = z.infer<typeof projectPlan>;

/** What `browse_plans` answers. */
export const plansBrowsed = z.object({
  total: z.number(),
  plans: counts,
  rows: z.array(
    projectCard.extend({
      plan: z.enum(planStates),
      version: z.number().nullable(),
      confirmed_at: moment,
      deviations: z.array(deviation)
    })
  )
});
export type ListedPlan = z.infer<typeof plansBrowsed>['rows'][number];
