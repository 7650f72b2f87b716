import { fail } from '@sveltejs/kit';
import type { z } from 'zod';
import { failed } from '#lib/server/errors.ts';
import { readForm, values, type Message } from '#lib/ui/form.ts';

/** Which field a refusal of the database is about; any other is about the form as a whole. */
export type FieldsOfCodes = Record<string, string>;

/** A refusal of the database in the form, at its field where one is to blame. Whatever nobody can mend goes on up. */
export function refusal(thrown: unknown, data: FormData, fields: FieldsOfCodes = {}, id?: string) {
  const problem = failed(thrown, values(data));
  const field = fields[problem.data.message];
  const errors: Record<string, Message> = field ? { [field]: problem.data.message } : {};
  return fail(problem.status, {
    ...problem.data,
    id,
    errors,
    message: field ? undefined : problem.data.message
  });
}

/** Reads a form, does the work, and tells in the form what was wrong with either. */
export async function act<S extends z.ZodType, R>(
  data: FormData,
  schema: S,
  work: (input: z.output<S>) => Promise<R>,
  { fields, id }: { fields?: FieldsOfCodes; id?: string } = {}
) {
  const input = readForm(data, schema, id);
  if (!input.ok) return fail(400, input.form);
  try {
    return await work(input.data);
  } catch (thrown) {
    return refusal(thrown, data, fields, id);
  }
}
