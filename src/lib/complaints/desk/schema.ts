import { z } from 'zod';
import { flag, listQuery, pick, words } from '#lib/ui/list-query.ts';
import { outcomes, queues, results, reviewOutcomes, sources, states, visibilities } from '../words.ts';
import { bulkActs, templateActs } from './acts.ts';

const slug = z.string().regex(/^[a-z0-9]{4,40}$/);
const code = z.string().regex(/^[a-z][a-z_]{1,39}$/);
const bureauSlug = z
  .string('errors.required')
  .min(1, { error: 'errors.required', abort: true })
  .regex(/^[a-z0-9-]{2,60}$/, 'errors.bureau_unknown');
const division = z.string().regex(/^\d{6}$/);

/** What the list reads from its address. */
export const list = listQuery({
  filters: {
    queue: pick(z.enum(queues)),
    clock: pick(z.enum(['overdue', 'due_soon', 'new'])),
    assignee: pick(z.union([z.enum(['mine', 'nobody']), z.uuid()])),
    category: pick(code),
    state: pick(z.enum(states)),
    source: pick(z.enum(sources)),
    visibility: pick(z.enum(visibilities)),
    tag: words(20),
    division: pick(division),
    project: pick(slug),
    urgent: flag(),
    supervised: flag(),
    held: flag(),
    q: words()
  },
  sorts: ['clock']
});
export type ListQuery = ReturnType<typeof list.parse>;

/** What a case reads from its address beside the filters of the list. */
export const shown = z.object({ done: pick(z.string().regex(/^[a-z_]{2,40}$/)) });

const tooLong = 'errors.tooLong';
const reason = z.string('errors.required').trim().min(5, 'errors.reason_missing').max(4000, tooLong);
const optional = (max: number) => z.string().trim().max(max, tooLong).default('');
const edits = z.coerce.number().int();
const blank = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional();
const days = (most: number, wrong: string) =>
  z
    .string('errors.required')
    .trim()
    .regex(/^\d{1,3}$/, wrong)
    .transform(Number)
    .pipe(z.number().min(1, wrong).max(most, wrong));
const photos = z.union([z.uuid().transform((one) => [one]), z.array(z.uuid())]).default([]);

const tags = optional(300).transform((given) =>
  given
    .split(/[,，、;；\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
);
const officer = z.union([z.literal('').transform(() => null), z.uuid()], 'errors.invalid').default(null);

const because = z.object({ reason, edits });
const said = z.object({ text: reason, edits });

/** What the form of each step sends; `edits` is the number that its page was made from. */
export const actForms = {
  accept: z.object({ text: optional(4000), edits }),
  not_accept: because.extend({
    channel: z
      .string('errors.required')
      .trim()
      .min(2, 'errors.complaint_channel_missing')
      .max(500, 'errors.complaint_channel_missing')
  }),
  transfer: because.extend({ bureau: bureauSlug }),
  object: because,
  take_back: z.object({ edits }),
  appoint: because.extend({ bureau: bureauSlug }),
  order_acceptance: because,
  investigate: z.object({ reason: optional(4000), edits }),
  rectify: because,
  reply: z
    .object({
      text: z.string('errors.required').trim().min(10, 'errors.complaint_reply_missing').max(4000, tooLong),
      public_text: z
        .string('errors.required')
        .trim()
        .min(10, 'errors.complaint_reply_missing')
        .max(4000, tooLong),
      outcome: z.enum(outcomes, 'errors.required'),
      result: z.enum(results, 'errors.required'),
      fix_by: blank(z.iso.date('errors.facts_not_a_day')),
      show_photos: z.literal('yes').optional().catch(undefined),
      edits
    })
    .superRefine(({ result, fix_by }, context) => {
      if (result === 'will_fix' && !fix_by)
        context.addIssue({ code: 'custom', path: ['fix_by'], message: 'errors.complaint_fix_by_missing' });
    }),
  extend: because.extend({ days: days(60, 'errors.facts_not_whole') }),
  extract: z.object({
    organization: z.string('errors.required').min(1, 'errors.required').max(60),
    text: z.string('errors.required').trim().min(10, 'complaintDesk.extract.tooShort').max(4000, tooLong),
    checked: z.literal('yes').optional().catch(undefined),
    edits
  }),
  close: because.extend({ reached: z.enum(['yes', 'no'], 'errors.required') }),
  reopen: because,
  decide_review: because.extend({ outcome: z.enum(reviewOutcomes, 'errors.required') }),
  hold_hearing: because.extend({ days: days(60, 'errors.complaint_hearing_wrong') }),
  decide_final: because.extend({ outcome: z.enum(['upheld', 'changed'], 'errors.required') }),
  merge: because.extend({
    into: z.string('errors.required').regex(/^[a-z0-9]{4,40}$/, 'errors.complaint_merge_unknown')
  }),
  supervise: because,
  publish: z
    .object({
      as: z.enum(['public', 'stub'], 'errors.required'),
      title: optional(80),
      text: optional(4000),
      photos,
      checked: z.literal('yes').optional().catch(undefined),
      edits
    })
    .superRefine(({ as, title, text }, context) => {
      if (as !== 'public') return;
      if (title.length < 2)
        context.addIssue({
          code: 'custom',
          path: ['title'],
          message: 'errors.complaint_public_words_missing'
        });
      if (text.length < 2)
        context.addIssue({
          code: 'custom',
          path: ['text'],
          message: 'errors.complaint_public_words_missing'
        });
    }),
  keep_private: because,
  ask: said.extend({ asks: z.literal('yes').optional().catch(undefined) }),
  note: said,
  assign: z.object({ officer, edits }),
  tag: z.object({ tags, edits }),
  mark_urgent: because,
  recuse: because
};

export const contactForm = z.object({
  reason: z.string('errors.required').trim().min(5, 'errors.reason_missing').max(300, tooLong)
});

/** Each box that was ticked says slug and number, so that the answer can name what is no longer in the list. */
const ticked = z
  .string()
  .regex(/^[a-z0-9]{4,40} [\w-]{1,40}$/)
  .transform((pair) => {
    const [one = '', number = ''] = pair.split(' ');
    return { slug: one, number };
  });
export const bulkForm = z
  .object({
    pick: z
      .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(ticked).max(100))
      .refine((all) => all.length > 0, 'complaintDesk.bulk.none'),
    act: z.enum(bulkActs, 'errors.required'),
    reason: optional(4000),
    bureau: blank(bureauSlug),
    officer,
    tags
  })
  .superRefine(({ act, reason: why, bureau }, context) => {
    if (act !== 'transfer') return;
    if (why.length < 5)
      context.addIssue({ code: 'custom', path: ['reason'], message: 'errors.reason_missing' });
    if (!bureau) context.addIssue({ code: 'custom', path: ['bureau'], message: 'errors.required' });
  });

export const filterForm = z.object({
  name: z.string('errors.required').trim().min(1, 'errors.required').max(40, tooLong)
});
export const removal = z.object({ id: z.uuid('errors.invalid') });

export const templateForm = z.object({
  template: blank(z.uuid()),
  bureau: bureauSlug,
  act: z.enum(templateActs, 'errors.required'),
  category: blank(code),
  title: z.string('errors.required').trim().min(2, 'complaintDesk.templates.titleLength').max(60, tooLong),
  body: z.string('errors.required').trim().min(2, 'errors.required').max(4000, tooLong)
});

export const routeForm = z.object({
  division: z.string('errors.required').regex(/^\d{6}$/, 'errors.required'),
  category: blank(code),
  bureau: bureauSlug
});

export const answerForm = z.object({
  text: z.string('errors.required').trim().min(2, 'errors.required').max(4000, tooLong)
});

export const extractList = listQuery({
  filters: { state: pick(z.enum(['open', 'answered'])) },
  sorts: ['due']
});
