import { z } from 'zod';
import { flag, listQuery, pick, words } from '#lib/ui/list-query.ts';
import type { deskList } from '../desk-schema.ts';
import { categories, decisions, grounds, queues, stances } from '../words.ts';
import { bulkChoices, choices, deeds } from './acts.ts';

const slug = z.string().regex(/^[a-z0-9]{4,40}$/);
const itemCode = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);

/** What the queues read from their address. `since` and `until` are days of submission. */
export const list = listQuery({
  filters: {
    queue: pick(z.enum(queues)),
    mine: flag(),
    overdue: flag(),
    urgent: flag(),
    assignee: pick(z.union([z.literal('none'), z.uuid()])),
    division: pick(z.string().regex(/^\d{6}$/)),
    project: pick(slug),
    developer: pick(slug),
    category: pick(z.enum(categories)),
    item: pick(itemCode),
    since: pick(z.iso.date()),
    until: pick(z.iso.date()),
    q: words()
  },
  sorts: ['clock']
});
export type ListQuery = ReturnType<typeof list.parse>;
export type DeskList = z.infer<typeof deskList>;

/** What a case reads from its address. */
export const shown = z.object({ done: pick(z.enum(deeds)) });

const text = (max: number) => z.string().trim().max(max, 'errors.tooLong').default('');
const publicReason = z
  .string('errors.required')
  .trim()
  .min(5, 'errors.reason_missing')
  .max(500, 'errors.tooLong');
const edits = z.coerce.number().int();
const day = z.iso.date('errors.facts_not_a_day');
/** What was looked at before others read it (see `disclosures/desk/findings.ts`). */
const checked = z.literal('yes').optional().catch(undefined);
const seen = z.string().max(20_000).default('');

interface Triage {
  outcome: string;
  reason: string;
  duplicate_of?: string;
}
function complete({ outcome, reason, duplicate_of = '' }: Triage, context: z.RefinementCtx): void {
  if (outcome !== 'accept' && reason.length < 5)
    context.addIssue({ code: 'custom', path: ['reason'], message: 'errors.reason_missing' });
  if (outcome === 'duplicate' && duplicate_of === '')
    context.addIssue({ code: 'custom', path: ['duplicate_of'], message: 'errors.required' });
}

export const triage = z
  .object({
    outcome: z.enum(choices, 'errors.required'),
    reason: text(500),
    duplicate_of: z.union([z.literal(''), slug], 'errors.invalid').default(''),
    edits
  })
  .superRefine(complete);

const officer = z.union([z.literal('').transform(() => null), z.uuid()], 'errors.invalid');
export const assignment = z.object({ officer: officer.default(null) });

/** Each box that was ticked says slug and number, so that the answer can name what is no longer in the queue. */
const ticked = z
  .string()
  .regex(/^[a-z0-9]{4,40} [\w-]{1,40}$/)
  .transform((pair) => {
    const [slug = '', number = ''] = pair.split(' ');
    return { slug, number };
  });
const picked = z
  .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(ticked).max(100))
  .refine((all) => all.length > 0, 'findingsDesk.bulk.none');
export const bulkTriage = z
  .object({ pick: picked, outcome: z.enum(bulkChoices, 'errors.required'), reason: text(500) })
  .superRefine(complete);
export const bulkAssignment = z.object({ pick: picked, officer: officer.default(null) });

export const expert = z.object({
  number: z.string('errors.required').trim().min(1, 'errors.required').max(40),
  edits
});

const positions = z.preprocess((given) => [given].flat(), z.array(z.coerce.number().int()));

/** One decision and one reason for each line that the form names, all wrong ones told at once. */
export const decision = z
  .looseObject({ edits, position: positions })
  .transform(({ edits: expected, position, ...given }, context) => {
    const lines = position.flatMap((at) => {
      const decided = z.enum(decisions).safeParse(given[`decision.${at}`]);
      const why = publicReason.safeParse(given[`reason.${at}`]);
      if (!decided.success)
        context.addIssue({ code: 'custom', path: [`decision.${at}`], message: 'errors.required' });
      if (!why.success)
        context.addIssue({
          code: 'custom',
          path: [`reason.${at}`],
          message: why.error.issues[0]?.message ?? 'errors.required'
        });
      return decided.success && why.success
        ? [{ position: at, decision: decided.data, reason: why.data }]
        : [];
    });
    return { edits: expected, lines };
  });
export type Decided = z.infer<typeof decision>;

export const withholding = z.object({
  ground: z.enum(grounds, 'errors.required'),
  reason: publicReason,
  until: day,
  edits
});

export const signature = z
  .object({ agree: z.enum(['yes', 'no'], 'errors.required'), reason: text(500) })
  .superRefine(({ agree, reason }, context) => {
    if (agree === 'no' && reason.length < 5)
      context.addIssue({ code: 'custom', path: ['reason'], message: 'errors.reason_missing' });
  });

export const releasing = z.object({ reason: publicReason });

const position = z.coerce.number().int().min(1).max(1000);
export const override = z.object({
  position,
  outcome: z.enum(['closed', 'reopened'], 'errors.required'),
  reason: publicReason,
  edits
});

export const reply = z
  .object({ stance: z.enum(stances, 'errors.required'), reply: text(4000), edits, checked, seen })
  .superRefine(({ stance, reply: said }, context) => {
    if (said.length < (stance === 'contests' ? 10 : 2))
      context.addIssue({ code: 'custom', path: ['reply'], message: 'findingsDesk.reply.tooShort' });
  });

export const planning = z.object({
  position,
  plan: z.string('errors.required').trim().min(10, 'findingsDesk.plan.tooShort').max(4000, 'errors.tooLong'),
  fix_by: day,
  edits,
  checked,
  seen
});

export const claiming = z.object({
  position,
  note: z.string('errors.required').trim().min(5, 'errors.reason_missing').max(2000, 'errors.tooLong'),
  edits,
  checked,
  seen
});

export const siteOfficer = z.object({
  officer: z.uuid('errors.required'),
  from_day: day,
  until_day: z.union([z.literal('').transform(() => null), day]).default(null)
});
