import { error, isHttpError } from '@sveltejs/kit';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';

type Given = Record<string, string | string[]>;

/** Tells which parameter it is. */
export function wrong(code: 'open_parameter_unknown' | 'open_parameter_wrong', name: string): never {
  error(400, { code, message: code, detail: name.slice(0, 60) });
}

/**
 * The parameters of a program's question, by a schema. Unlike in a page's address nothing wrong is passed over: a slip must
 * not look like an answer. An empty one counts as absent, as forms send those that nobody filled in.
 */
export function readQuery<S extends z.ZodRawShape>(params: URLSearchParams, shape: S) {
  const given: Given = {};
  for (const name of new Set(params.keys())) {
    if (!(name in shape)) wrong('open_parameter_unknown', name);
    const values = params.getAll(name).filter((value) => value !== '');
    const [first] = values;
    if (first !== undefined) given[name] = values.length > 1 ? values : first;
  }
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success) wrong('open_parameter_wrong', String(parsed.error.issues[0]?.path[0] ?? ''));
  return parsed.data;
}

/** As `unwrap`; what the database finds wrong with a question is wrong in its address. */
export function answerTo<S extends z.ZodType>(answer: Parameters<typeof unwrap>[0], schema: S): z.infer<S> {
  try {
    return unwrap(answer, schema);
  } catch (thrown) {
    if (isHttpError(thrown, 422)) error(400, thrown.body);
    throw thrown;
  }
}

/** A whole number in an address: digits, nothing else. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** A number of the journal. */
export const seq = whole(0, Number.MAX_SAFE_INTEGER);
