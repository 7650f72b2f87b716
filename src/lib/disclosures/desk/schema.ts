import { z } from 'zod';
import { itemRow } from '#lib/catalogue/schema.ts';
import { flag, listQuery, pick, words } from '#lib/ui/list-query.ts';
import { channels, grounds, statuses } from '../disclosures.ts';
import { itemCode } from '../read-schema.ts';
import { todos } from '../schema.ts';
import { acts, deeds } from './acts.ts';

/** What the queue reads from its address. */
export const list = listQuery({
  filters: {
    todo: pick(z.enum(['mine', ...todos, 'all'])),
    q: words(),
    item: pick(itemCode),
    status: pick(z.enum(statuses)),
    open: pick(z.enum(['draft', 'submitted', 'returned', 'confirmed'])),
    project: pick(z.string().regex(/^[a-z0-9]{4,40}$/))
  },
  sorts: ['clock']
});
export type ListQuery = ReturnType<typeof list.parse>;

/** What a case reads from its address. */
export const shown = z.object({
  done: pick(z.enum(deeds)),
  /** Whether a correction is to be written. */
  correct: flag()
});

/** Of the item's row that `disclosure_page` hands on, what the desk needs. */
export const catalogueRow = itemRow.pick({
  fields: true,
  what: true,
  what_en: true,
  why: true,
  why_en: true,
  how: true,
  how_en: true
});
export type CatalogueRow = z.infer<typeof catalogueRow>;

const text = (max: number, key: string) => z.string().trim().max(max, key).default('');
const checked = z.literal('yes').optional().catch(undefined);
const seen = z.string().max(20_000).default('');

/** What a draft says beside its facts and documents. */
export const draft = z.object({
  note: text(2000, 'errors.disclosure_versions_note_length'),
  reason: text(500, 'errors.disclosure_versions_reason_length'),
  /** Empty of a draft that is not there yet. */
  edits: z.union([z.literal('').transform(() => null), z.coerce.number().int()]).default(null),
  checked,
  seen
});
export const reasonOfCorrection = z.string().trim().min(5, 'errors.disclosure_versions_reason_length');

const act = z.enum(acts);
const common = z.object({ act, edits: z.coerce.number().int(), checked, seen });
const day = z.iso.date('errors.facts_not_a_day');

/** One step of the open version; what a step needs beside it depends on the step. */
export const step = common.extend({
  reason: text(500, 'errors.disclosure_versions_returned_reason_length'),
  day: z.union([z.literal(''), day]).default(''),
  time: z
    .union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/, 'errors.invalid')])
    .default('')
});
export type Step = z.infer<typeof step>;

const publicReason = z.string().trim().min(5, 'errors.reason_missing').max(500, 'errors.tooLong');
export const reasoned = z.object({ reason: publicReason });
export const withholding = reasoned.extend({ ground: z.enum(grounds, 'errors.required'), until: day });

export const channel = z.object({
  channel: z.enum(channels, 'errors.required'),
  posted_on: day,
  url: text(500, 'errors.disclosure_channels_url_form').refine(
    (given) => given === '' || /^https?:\/\/\S{3,}$/.test(given),
    'errors.disclosure_channels_url_form'
  ),
  note: text(300, 'errors.tooLong'),
  checked,
  seen
});
