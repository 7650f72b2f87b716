import { z } from 'zod';
import type { FormState } from '#lib/ui/form.ts';
import { fields, kinds, relations } from './supervisors.ts';

const text = (min: number, max: number, problem: string) =>
  z.string('errors.required').trim().min(1, 'errors.required').min(min, problem).max(max, problem);

/** One box ticked comes as a text, several as a list, none not at all. */
const several = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.enum(fields, 'errors.supervisors_fields_known'))
);

export const application = z.object({
  kind: z.enum(kinds, 'errors.required'),
  division_code: z
    .string('errors.required')
    .min(1, 'errors.required')
    .regex(/^42\d{4}$/, 'errors.supervisors_division_fkey'),
  shown_name: text(2, 40, 'errors.supervisors_shown_name_length'),
  fields: several,
  real_name: text(2, 60, 'errors.supervisor_persons_real_name_length'),
  phone: z
    .string('errors.required')
    .trim()
    .min(1, 'errors.required')
    .regex(/^[0-9+() -]{5,30}$/, 'errors.supervisor_persons_phone_form'),
  work_unit: z.string().trim().max(120, 'errors.supervisor_persons_work_unit_length').default(''),
  statement: text(5, 1000, 'errors.supervisor_persons_statement_length'),
  honest: z.literal('yes', 'errors.supervisor_declaration_missing')
});
export type Application = z.infer<typeof application>;

const conflict = z.object({
  relation: z.enum(relations, 'errors.required'),
  name: text(2, 120, 'errors.supervisor_conflicts_name_length'),
  note: z.string().trim().max(300, 'errors.supervisor_conflicts_note_length')
});
export type Conflict = z.infer<typeof conflict>;

type Read = { ok: true; conflicts: Conflict[] } | { ok: false; errors: NonNullable<FormState['errors']> };

/** What a form holds under a name; nothing where that is a file. */
export const textOf = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** The rows of conflicts that a form brings, `relation_0`, `name_0`, `note_0` …; a row without any word is none. */
export function readConflicts(data: FormData): Read {
  const conflicts: Conflict[] = [];
  const errors: Record<string, string> = {};
  for (let row = 0; row < 20; row += 1) {
    const written = Object.fromEntries(
      ['relation', 'name', 'note'].map((name) => [name, textOf(data, `${name}_${String(row)}`)])
    );
    if (Object.values(written).every((value) => value === '')) continue;
    const read = conflict.safeParse(written);
    if (read.success) conflicts.push(read.data);
    else
      for (const issue of read.error.issues)
        errors[`${String(issue.path[0])}_${String(row)}`] ??= issue.message;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, conflicts };
}

export const answering = z.object({ appointment: z.uuid(), accept: z.enum(['yes', 'no']) });
