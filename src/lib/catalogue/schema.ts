import { z } from 'zod';
import { stages } from '#lib/projects/projects.ts';
import { listQuery, pick } from '#lib/ui/list-query.ts';
import {
  conditions,
  dayKinds,
  fieldKinds,
  natures,
  partyRoles,
  states,
  type Item,
  type Rule
} from './catalogue.ts';

const divisionCode = z.string().regex(/^\d{6}$/);
const choice = z.object({ value: z.string(), label: z.string(), label_en: z.string() });

export const field = z.object({
  name: z.string(),
  kind: z.enum(fieldKinds),
  label: z.string(),
  label_en: z.string(),
  unit: z.string().optional(),
  unit_en: z.string().optional(),
  required: z.boolean(),
  choices: z.array(choice).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  at_most: z.string().optional(),
  hint: z.string().optional(),
  hint_en: z.string().optional()
});

/** A row of `disclosure_items` without the names of what it refers to. */
export const itemRow = z.object({
  item: z.string(),
  division_code: z.string(),
  name: z.string(),
  name_en: z.string(),
  stage: z.enum(stages),
  sort: z.number(),
  mandatory: z.boolean(),
  provider_roles: z.array(z.enum(partyRoles)),
  confirmer_roles: z.array(z.enum(partyRoles)),
  milestone_kind: z.string(),
  applies_when: z.enum(conditions),
  fields: z.array(field),
  what: z.string(),
  what_en: z.string(),
  why: z.string(),
  why_en: z.string(),
  how: z.string(),
  how_en: z.string(),
  basis: z.string(),
  basis_en: z.string().nullable(),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  version: z.number(),
  demo: z.boolean()
});

export const item: z.ZodType<Item> = itemRow.extend({
  division: z.string(),
  division_en: z.string(),
  milestone: z.string(),
  milestone_en: z.string()
});

export const rule: z.ZodType<Rule> = z.object({
  deadline_rule_id: z.string(),
  item: z.string(),
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  days: z.number(),
  day_kind: z.enum(dayKinds),
  nature: z.enum(natures),
  basis: z.string(),
  basis_en: z.string().nullable(),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  created_at: z.string()
});

/** What a list of the catalogue reads from its address. */
export const list = listQuery({
  filters: {
    division: pick(divisionCode),
    stage: pick(z.enum(stages)),
    need: pick(z.enum(['mandatory', 'optional'])),
    state: pick(z.enum(states))
  },
  sorts: ['stage']
});
export type ListQuery = ReturnType<typeof list.parse>;

export const browsed = z.object({
  total: z.number(),
  mandatory: z.number(),
  rows: z.array(z.intersection(item, z.object({ rules: z.array(rule) })))
});

export const revision = z.object({ version: z.number(), facts: itemRow, changed_at: z.string() });
export type Revision = z.infer<typeof revision>;

export const page = z.intersection(item, z.object({ rules: z.array(rule), revisions: z.array(revision) }));
export type ItemPage = z.infer<typeof page>;

export const preview = z.array(
  z.object({
    item: z.string(),
    name: z.string(),
    name_en: z.string(),
    stage: z.enum(stages),
    mandatory: z.boolean(),
    applies_when: z.enum(conditions),
    milestone: z.string(),
    milestone_en: z.string(),
    rule: rule.nullable(),
    due_on: z.string().nullable()
  })
);
export type Preview = z.infer<typeof preview>[number];
