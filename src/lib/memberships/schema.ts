import { z } from 'zod';
import { duties } from '#lib/accounts/person.ts';
import { listQuery, words } from '#lib/ui/list-query.ts';

export const roles = ['officer', 'company_member', 'administrator'] as const;

/** What the list of people reads from its address. */
export const list = listQuery({ filters: { q: words() }, sorts: ['-created'] });
export type ListQuery = ReturnType<typeof list.parse>;

const person = z.object({
  user_id: z.string(),
  display_name: z.string(),
  email: z.string().nullable(),
  totp_enabled: z.boolean(),
  created_at: z.string(),
  memberships: z.array(
    z.object({
      membership_id: z.string(),
      role: z.enum(roles),
      duties: z.array(z.string()),
      organization: z.string().nullable(),
      organization_slug: z.string().nullable(),
      valid_from: z.string(),
      valid_until: z.string().nullable()
    })
  )
});
export type ListedPerson = z.infer<typeof person>;

export const listed = z.object({ total: z.number(), rows: z.array(person) });

/** One checkbox comes as a text, several as a list, none not at all. */
const several = <T extends string>(names: readonly T[]) =>
  z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.enum(names)));

/** A membership to be granted, as the form sends it: the organization by its name or credit code. */
export const grant = z
  .object({
    email: z.string().trim().toLowerCase().pipe(z.email('errors.invalid')),
    role: z.enum(roles, 'errors.required'),
    organization: z.string().trim().max(120, 'errors.tooLong').default(''),
    officer_duties: several(duties.officer),
    company_duties: several(duties.company_member),
    valid_until: z
      .union([z.literal(''), z.iso.date('errors.invalid')])
      .default('')
      .transform((day) => (day === '' ? null : day))
  })
  .refine(({ role, organization }) => role === 'administrator' || organization !== '', {
    path: ['organization'],
    message: 'errors.required'
  });
export type Grant = z.infer<typeof grant>;

export const end = z.object({ membership_id: z.uuid() });
