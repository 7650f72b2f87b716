import { z } from 'zod';
import { lineKinds, verdicts } from '../words.ts';

/** What a report may be, at the border of the server. Names are those of `submit_finding`. */
export const most = {
  lines: 60,
  photosPerLine: 20,
  note: 2000,
  caption: 300,
  values: 20,
  place: 100
} as const;

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const word = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/);
const number = z.number().min(-1e6).max(1e6);

export const measured = z.strictObject({
  code: word,
  values: z.array(number).min(1).max(most.values),
  design: number.optional(),
  place: z.string().trim().min(1).max(most.place).optional()
});

export const photo = z.strictObject({
  sha256,
  caption: z.string().trim().min(1).max(most.caption).optional()
});

const line = z.strictObject({
  kind: z.enum(lineKinds),
  item: word.optional(),
  version: z.number().int().positive().optional(),
  content_hash: sha256.optional(),
  verdict: z.enum(verdicts).optional(),
  note: z.string().max(most.note).optional(),
  measured: z.array(measured).max(20).optional(),
  photos: z.array(photo).max(most.photosPerLine).optional()
});

export const facts = z.strictObject({
  show_number: z.boolean().optional(),
  urgent: z.boolean().optional(),
  began_at: z.iso.datetime().optional(),
  lines: z.array(line).min(1).max(most.lines)
});
export type Facts = z.infer<typeof facts>;
export type FactsLine = z.infer<typeof line>;

/** What a device sends. `owner` is whose draft it is: another account at the same browser must not hand it in. */
export const submission = z.strictObject({ owner: z.uuid(), finding: z.uuid(), facts });
