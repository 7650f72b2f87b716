import { error, fail, isHttpError } from '@sveltejs/kit';
import type { z } from 'zod';
import words from '#lib/i18n/zh/errors.ts';

interface Answer {
  data: unknown;
  error: { code?: string; message: string; details?: string | null } | null;
}

/** Status by SQLSTATE. Codes that verbs raise on purpose carry a key of the dictionary `errors` as their message. */
const statuses: Record<string, number> = {
  '23505': 409,
  '23503': 409,
  '23514': 422,
  '22P02': 422,
  '22023': 400,
  '22P05': 422,
  '22021': 422,
  '22001': 422,
  '22003': 422,
  '22008': 422,
  '40001': 409,
  '40P01': 409,
  '42501': 403,
  '55000': 409,
  '55P03': 503,
  '57014': 503,
  P0002: 404,
  PGRST301: 401
};

const isKey = (message: string) => /^[a-z][a-z0-9_]{2,60}$/.test(message);

/** Constraints are named so that their violation can be told in words: `errors.<constraint>`. */
const constraintIn = (message: string) => /constraint "([a-z0-9_]+)"/.exec(message)?.[1];

/**
 * The one bridge from the database to typed errors: returns what came, parsed, or throws a SvelteKit error whose `code`
 * is a key of the dictionary `errors`. Nothing that the database said beyond that key reaches a person.
 */
export function unwrap<S extends z.ZodType>(answer: Answer, schema: S): z.infer<S> {
  if (answer.error) throwFor(answer.error);
  return schema.parse(answer.data);
}

function throwFor({ code = '', message, details }: NonNullable<Answer['error']>): never {
  const status = statuses[code];
  if (!status) throw new Error(`database error ${code || 'without code'}`, { cause: { code } });
  const constraint = constraintIn(message);
  const told = constraint && constraint in words ? constraint : `sql_${code.toLowerCase()}`;
  const key = isKey(message) ? message : told;
  const detail = isKey(message) && details ? details : undefined;
  error(status, { code: key, message: key, detail });
}

/** Form actions: an error that a person can mend comes back with what they typed; any other goes on up. */
export function failed<V>(thrown: unknown, values: V) {
  if (isHttpError(thrown) && thrown.status < 500) {
    return fail(thrown.status, {
      values,
      errors: {},
      message: thrown.body.code,
      detail: thrown.body.detail
    });
  }
  throw thrown;
}
