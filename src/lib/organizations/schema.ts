import { z } from 'zod';
import { checkUscc } from '#lib/projects/codes.ts';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';

export const kinds = ['bureau', 'company'] as const;

/** What the desk's list of organizations reads from its address. */
export const list = listQuery({
  filters: { q: words(), kind: pick(z.enum(kinds)) },
  sorts: ['name']
});
export type ListQuery = ReturnType<typeof list.parse>;

const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'errors.tooLong')
    .default('')
    .transform((text) => (text === '' ? null : text));

/** The check character is looked at here, at the border; the database knows the form alone. */
const uscc = z
  .string()
  .default('')
  .transform((text, context) => {
    if (text.trim() === '') return null;
    const checked = checkUscc(text);
    if (checked.ok) return checked.value;
    context.addIssue({ code: 'custom', message: `desk.organizations.uscc.${checked.reason}` });
    return z.NEVER;
  });

/** One organization, as the form sends it. */
export const organization = z
  .object({
    organization_id: z.uuid().optional(),
    kind: z.enum(kinds, 'errors.required'),
    name: z
      .string()
      .trim()
      .min(2, 'errors.organizations_name_length')
      .max(120, 'errors.organizations_name_length'),
    uscc,
    division_code: optional(6),
    contact: optional(500)
  })
  .refine(({ kind, division_code }) => kind !== 'bureau' || division_code !== null, {
    path: ['division_code'],
    message: 'errors.organizations_bureau_has_division'
  });
export type OrganizationInput = z.infer<typeof organization>;

const row = z.object({
  organization_id: z.string(),
  slug: z.string(),
  kind: z.enum(kinds),
  name: z.string(),
  uscc: z.string().nullable(),
  division_code: z.string().nullable(),
  contact: z.string().nullable(),
  demo: z.boolean()
});
export type Organization = z.infer<typeof row>;

/** One organization as it is stored. */
export const stored = row;

export const listed = z.object({
  total: z.number(),
  rows: z.array(row.extend({ projects: z.number() }))
});
