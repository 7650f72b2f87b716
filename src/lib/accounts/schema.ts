import { z } from 'zod';

const required = (max: number) =>
  z.string('errors.required').min(1, 'errors.required').max(max, 'errors.tooLong');

export const email = z
  .string('errors.required')
  .trim()
  .toLowerCase()
  .min(1, 'errors.required')
  .max(254, 'errors.tooLong')
  .pipe(z.email('accounts.emailInvalid'));

/** What is chosen is judged by `passwordProblem`; what is given to be let in is only compared. */
const password = required(1000);

const displayName = z
  .string('errors.required')
  .trim()
  .min(1, 'errors.required')
  .max(60, 'errors.profiles_display_name_length');

const locale = z.enum(['zh', 'en'], 'errors.required');

/** Six digits, however they were typed: phones put a space in the middle, Chinese keyboards write full width. */
const code = z
  .string('errors.required')
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'errors.required')
      .regex(/^\d{6}$/, 'accounts.code.form')
  );

const token = z.string().regex(/^[0-9a-zA-Z_-]{20,200}$/, 'accounts.link.broken');

export const signIn = z.object({ email, password });
export const signUp = z.object({ email, password, display_name: displayName, locale });
export const forgot = z.object({ email });
export const reset = z.object({ token_hash: token, person: z.string().max(1000).default(''), password });
export const confirm = z.object({ token_hash: token });
export const giveCode = z.object({ code });
/** A box that is not ticked is not sent at all. */
const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

export const profile = z.object({ display_name: displayName, locale, mail_notifications: ticked });
export const changePassword = z.object({ current_password: password, password });
export const giveOwnPassword = z.object({ current_password: password });
export const disableTotp = z.object({ current_password: password, code });
