import { z } from 'zod';
import { entry } from '#lib/journal/entry.ts';
import { card } from '#lib/projects/schema.ts';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';

export const kinds = ['bureau', 'company'] as const;

/** What `organization_page` answers. */
export const organizationPage = z.object({
  organization_id: z.string(),
  slug: z.string(),
  kind: z.enum(kinds),
  name: z.string(),
  uscc: z.string().nullable(),
  contact: z.string().nullable(),
  demo: z.boolean(),
  division: z.object({ division_code: z.string(), name: z.string(), name_en: z.string() }).nullable(),
  roles: z.record(z.string(), z.number()),
  total: z.number(),
  projects: z.array(card.extend({ roles: z.array(z.string()) })),
  entries: z.array(entry)
});

/** What the list of organizations reads from its address. */
export const list = listQuery({ filters: { q: words(), kind: pick(z.enum(kinds)) }, sorts: ['name'] });
export type ListQuery = ReturnType<typeof list.parse>;

/** A page of `browse_organizations`. */
export const browsed = z.object({
  total: z.number(),
  rows: z.array(
    z.object({
      slug: z.string(),
      kind: z.enum(kinds),
      name: z.string(),
      uscc: z.string().nullable(),
      demo: z.boolean(),
      projects: z.number()
    })
  )
});
