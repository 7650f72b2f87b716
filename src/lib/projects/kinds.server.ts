import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { stages } from './projects.ts';

const kind = z.object({
  kind: z.string(),
  division_code: z.string(),
  name: z.string(),
  name_en: z.string(),
  stage: z.enum(stages),
  sort: z.number(),
  active: z.boolean()
});
export type MilestoneKind = z.infer<typeof kind>;

/** All kinds of milestones along the life of a project, those of the cities among them. */
export async function list(db: Client): Promise<MilestoneKind[]> {
  const columns = 'kind, division_code, name, name_en, stage, sort, active';
  const answer = await db.from('milestone_kinds').select(columns).order('sort').order('kind');
  return unwrap(answer, z.array(kind));
}

/** A kind to be added, as the form sends it. */
export const input = z.object({
  kind: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,39}$/, 'errors.milestone_kinds_kind_form'),
  division_code: z.string().regex(/^\d{6}$/, 'errors.required'),
  name: z
    .string()
    .trim()
    .min(2, 'errors.milestone_kinds_name_length')
    .max(40, 'errors.milestone_kinds_name_length'),
  name_en: z
    .string()
    .trim()
    .min(2, 'errors.milestone_kinds_name_length')
    .max(60, 'errors.milestone_kinds_name_length'),
  stage: z.enum(stages, 'errors.required'),
  sort: z.coerce
    .number('errors.invalid')
    .int('errors.invalid')
    .min(1, 'errors.invalid')
    .max(999, 'errors.invalid')
});

/** A city, or the province, adds a kind. */
export async function add(db: Client, facts: z.infer<typeof input>): Promise<void> {
  unwrap(await db.rpc('add_milestone_kind', { facts }), z.string());
}
