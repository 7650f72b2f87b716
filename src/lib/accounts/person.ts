import { z } from 'zod';

export const duties = {
  officer: ['intake', 'handler', 'follow_up', 'reviewer', 'publisher'],
  company_member: ['edit', 'confirm', 'reply']
} as const;

const membership = z.object({
  membership_id: z.string(),
  role: z.enum(['administrator', 'officer', 'company_member']),
  duties: z.array(z.string()),
  organization_id: z.string().nullable(),
  organization: z.string().nullable(),
  organization_slug: z.string().nullable(),
  kind: z.enum(['bureau', 'company']).nullable(),
  division_code: z.string().nullable(),
  valid_until: z.string().nullable()
});

/** What `whoami` says of the one who asks. Rights stand in memberships; none is in force until `stands`. */
export const person = z.object({
  user_id: z.string(),
  display_name: z.string(),
  locale: z.enum(['zh', 'en']),
  mail_notifications: z.boolean(),
  email: z.string().nullable(),
  totp_enabled: z.boolean(),
  stands: z.boolean(),
  factor_passed: z.boolean(),
  factor_required: z.boolean(),
  administrator: z.boolean(),
  /** Notifications not read yet, counted to 100. */
  unread: z.number(),
  memberships: z.array(membership)
});

export type Person = z.infer<typeof person>;

export const isOfficer = (who: Person) => who.memberships.some((m) => m.role === 'officer');

export const isCompanyMember = (who: Person) => who.memberships.some((m) => m.role === 'company_member');

/** Whether the person has any work behind the desk. */
export const hasDesk = (who: Person) => who.administrator || isOfficer(who) || isCompanyMember(who);

/** A code must be given now: the account has a second factor that this session did not pass yet. */
export const owesCode = (who: Person) => who.totp_enabled && !who.factor_passed;

/** An officer or administrator who must set up a second factor before any right is in force. */
export const owesEnrolment = (who: Person) => who.factor_required && !who.totp_enabled;
