import { z } from 'zod';

const words = (max: number) => z.string().trim().max(max);
/** Empty counts as absent. */
const absent = (text: string | null | undefined): string | undefined =>
  text === '' ? undefined : (text ?? undefined);
const perhaps = (max: number) => words(max).nullish().transform(absent);

/** The body of a message of 12345. */
export const message = z.object({
  order_no: words(60)
    .min(1)
    .regex(/^[^\p{C}]+$/u),
  received_at: z.iso
    .datetime({ offset: true })
    .nullish()
    .transform((text) => text ?? undefined),
  /** Code of a kind, its name, or what hotlines call it. */
  category: words(60).min(1),
  description: words(4000).min(1),
  /** Code or name. Without it and without a project: the division of the bureau. */
  division: perhaps(60),
  /** Permit number, project code, slug or name. */
  project: perhaps(200),
  address: perhaps(200),
  name: perhaps(60),
  phone: z
    .string()
    .trim()
    .regex(/^([+\d][\d ()-]{4,24})?$/)
    .nullish()
    .transform(absent),
  confidential: z.boolean().default(false),
  urgent: z.boolean().default(false)
});
export type Message = z.infer<typeof message>;

export const headers = z.object({
  source: z.uuid(),
  key: z.string().regex(/^[\x21-\x7e]{8,128}$/),
  timestamp: z
    .string()
    .regex(/^\d{10}$/)
    .transform(Number),
  signature: z.string().min(10).max(1000)
});

/** What is answered, and kept for the same message again: nothing of the person. */
export const answered = z.object({
  order_no: z.string(),
  number: z.string(),
  state: z.string(),
  filed_at: z.string(),
  again: z.boolean(),
  due_on: z.string().nullable(),
  basis: z.string().nullable()
});
export type Answered = z.infer<typeof answered>;
