import { z } from 'zod';
import { stages } from '#lib/projects/projects.ts';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';
import { channels, planStates } from '../disclosures.ts';

/** What the list of plans reads from its address. */
export const list = listQuery({
  filters: {
    q: words(),
    division: pick(z.string().regex(/^\d{6}$/)),
    stage: pick(z.enum(stages)),
    plan: pick(z.enum(planStates))
  },
  sorts: ['plan']
});
export type ListQuery = ReturnType<typeof list.parse>;

const several = z.preprocess((given) => [given ?? []].flat(), z.array(z.enum(channels)));

/** One line of the form, without the name of its item. */
export const line = z
  .object({
    planned_on: z
      .union([z.literal('').transform(() => null), z.iso.date('errors.facts_not_a_day')])
      .default(null),
    provider_role: z.string().min(1, 'errors.required'),
    confirmer_role: z.string().min(1, 'errors.required'),
    channels: several.catch([]),
    leave_out: z.literal('yes').optional().catch(undefined),
    left_out_reason: z
      .string()
      .trim()
      .max(300, 'errors.disclosure_plan_items_left_out_reason_length')
      .default('')
  })
  .refine(({ leave_out, left_out_reason: reason }) => !leave_out || reason.length >= 5, {
    path: ['left_out_reason'],
    message: 'errors.disclosure_plan_items_left_out_reason_length'
  })
  .transform(({ leave_out, left_out_reason, ...rest }) => ({
    ...rest,
    left_out_reason: leave_out ? left_out_reason : null
  }));
export type Line = z.output<typeof line> & { item: string };
