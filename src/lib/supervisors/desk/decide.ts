import { z } from 'zod';
import type { DeskCase } from '../schema.ts';
import { addDays, lastDay, renewableFrom } from '../supervisors.ts';

export const acts = [
  'register',
  'refuse',
  'renew',
  'refuse_renewal',
  'suspend',
  'resume',
  'dismiss'
] as const;
export type Act = (typeof acts)[number];

export const gives = (act: Act): boolean => act === 'register' || act === 'renew';

const day = z.union([z.literal(''), z.iso.date('errors.supervisor_term_range')], 'errors.required');

export const decision = z
  .object({
    act: z.enum(acts),
    edits: z.coerce.number().int(),
    until: day.default(''),
    reason: z.string().trim().max(500, 'errors.supervisors_reason_length').default('')
  })
  .superRefine(({ act, until, reason }, context) => {
    if (gives(act) && until === '')
      context.addIssue({ code: 'custom', path: ['until'], message: 'errors.required' });
    if (!gives(act) && reason.length < 5)
      context.addIssue({ code: 'custom', path: ['reason'], message: 'errors.reason_missing' });
  });
export type Decision = z.infer<typeof decision>;

export const appointing = z.object({
  number: z
    .string('errors.required')
    .trim()
    .min(1, 'errors.required')
    .max(40, 'errors.supervisor_number_unknown'),
  note: z.string().trim().max(300, 'errors.supervisor_appointments_note_length').default('')
});

export const ending = z.object({
  appointment: z.uuid(),
  reason: z
    .string('errors.required')
    .trim()
    .min(5, 'errors.reason_missing')
    .max(300, 'errors.supervisor_appointments_end_reason_length')
});

/** What an officer may do with a case now; the database decides again. */
export function possible(found: DeskCase): Act[] {
  if (found.own) return [];
  switch (found.state) {
    case 'applied':
      return found.terms_before < found.rule.most_terms ? ['register', 'refuse'] : ['refuse'];
    case 'registered':
      return [
        ...(mayRenew(found) ? (['renew'] as const) : []),
        ...(found.renewal_asked_at ? (['refuse_renewal'] as const) : []),
        'suspend',
        'dismiss'
      ];
    case 'suspended':
      return ['resume', 'dismiss'];
    default:
      return [];
  }
}

const mayRenew = ({ valid_until, rule, today, terms }: DeskCase): boolean =>
  valid_until !== null && terms < rule.most_terms && today >= renewableFrom(valid_until, rule.ask_days);

/** The first and the last day that a term may end on, with the longest proposed. */
export function termOf(act: Act, { today, valid_until, rule }: DeskCase): { first: string; last: string } {
  const first = act === 'renew' && valid_until ? addDays(valid_until, 1) : today;
  return { first, last: lastDay(first, rule.term_months) };
}
