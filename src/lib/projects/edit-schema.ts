import { z } from 'zod';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';
import { projectPage } from './project-page.ts';
import { stages } from './projects.ts';

/** A project with what a form must send back. */
export const editable = projectPage.extend({ project_id: z.string(), version: z.number() });
export type Editable = z.infer<typeof editable>;

/** What the desk's list of projects reads from its address. */
export const list = listQuery({
  filters: {
    q: words(),
    division: pick(z.string().regex(/^\d{6}$/)),
    stage: pick(z.enum(stages)),
    place: pick(z.enum(['any', 'none']))
  },
  sorts: ['updated', 'name', 'area']
});
export type EditListQuery = ReturnType<typeof list.parse>;

export const saved = z.object({
  outcome: z.enum(['new', 'changed', 'unchanged']),
  slug: z.string(),
  version: z.number()
});

export const judgement = z.object({
  project_id: z.uuid(),
  quality: z.enum(['reported', 'verified', 'doubtful'], 'errors.required')
});
