import { z } from 'zod';
import { email } from '#lib/accounts/schema.ts';
import { kinds } from '#lib/journal/entry.ts';
import { scope, subject } from './scope.ts';

const frequency = z.enum(['immediate', 'daily'], 'errors.required');
const locale = z.enum(['zh', 'en'], 'errors.required');

export const ask = z.object({
  email,
  frequency,
  /** None ticked is all. */
  kinds: z
    .union([z.enum(kinds).transform((kind) => [kind]), z.array(z.enum(kinds))], 'errors.invalid')
    .optional()
});
export type Ask = z.infer<typeof ask>;

/** 256 bits as base64url. */
export const token = z.string().regex(/^[\w-]{43}$/, 'subscriptions.link.broken');

const one = { token, subscription: z.uuid('errors.invalid') };
export const confirm = z.object({ token });
export const change = z.object({ ...one, frequency, locale });
export const end = z.object(one);

export const rows = z.array(
  z.object({
    subscription_id: z.string(),
    scope,
    subject: subject.nullable(),
    locale: z.enum(['zh', 'en']),
    frequency: z.enum(['immediate', 'daily']),
    state: z.enum(['pending', 'active', 'ended']),
    sealed_address: z.string().nullable(),
    confirmed_at: z.string().nullable(),
    this: z.boolean()
  })
);
