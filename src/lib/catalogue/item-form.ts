import { z } from 'zod';
import { stages } from '#lib/projects/projects.ts';
import { errors, type FormValues, type Message } from '#lib/ui/form.ts';
import { fieldParts, mostRows, rowsOf } from './item-form-parts.ts';
import { conditions, fieldKinds, partyRoles, type Choice, type FactField, type Item } from './catalogue.ts';

/** What the form of an item says, as `save_disclosure_item` takes it. */
export interface ItemFacts {
  item: string;
  division_code: string;
  fields: FactField[];
  [part: string]: unknown;
}

const code = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{1,39}$/, 'errors.disclosure_items_item_form')
  // names of pages beside those of the items
  .refine((given) => given !== 'new' && given !== 'preview', 'errors.disclosure_item_exists');
const text = (max: number, message = 'errors.tooLong') =>
  z.string('errors.required').trim().min(2, 'errors.required').max(max, message);
const one = (value: unknown) => (value === undefined ? [] : [value].flat());
const roles = z.preprocess(one, z.array(z.enum(partyRoles)).min(1, 'errors.required'));

const basics = z.object({
  item: code,
  division_code: z.string().regex(/^\d{6}$/, 'errors.required'),
  name: text(60, 'errors.disclosure_items_name_length'),
  name_en: text(100),
  stage: z.enum(stages, 'errors.required'),
  sort: z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, 'errors.facts_not_whole')
    .transform(Number)
    .pipe(z.number().min(1, 'errors.facts_out_of_range')),
  mandatory: z
    .literal('yes')
    .optional()
    .transform((given) => given === 'yes'),
  provider_roles: roles,
  confirmer_roles: roles,
  milestone_kind: z.string().min(1, 'errors.required'),
  applies_when: z.enum(conditions, 'errors.required'),
  what: text(800),
  what_en: text(1600),
  why: text(800),
  why_en: text(1600),
  how: text(800),
  how_en: text(1600),
  basis: text(400),
  basis_en: z
    .string()
    .trim()
    .max(800, 'errors.tooLong')
    .transform((given) => (given === '' ? null : given)),
  valid_from: z.iso.date('errors.facts_not_a_day')
});

const label = (max: number) =>
  z.string().trim().min(1, 'errors.required').max(max, 'errors.disclosure_fields_label');
const short = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'errors.disclosure_fields_label')
    .optional()
    .transform((given) => given ?? '');
const bound = z
  .string()
  .trim()
  .regex(/^([-−]?\d{1,12}(\.\d{1,6})?)?$/, 'errors.facts_not_a_number')
  .optional()
  .transform((given) => (given ? Number(given.replace('−', '-')) : undefined));

const choices = z
  .string()
  .optional()
  .transform((given, ctx): Choice[] => {
    const lines = (given ?? '').split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => {
      const [value = '', zh = '', en = '', ...more] = line.split(/[|｜]/).map((part) => part.trim());
      const isCode = /^[a-z][a-z0-9_]{0,39}$/.test(value);
      if (!isCode || zh === '' || en === '' || more.length > 0)
        ctx.addIssue({ code: 'custom', message: 'errors.disclosure_fields_choices' });
      return { value, label: zh, label_en: en };
    });
  });

/** The inputs of one field, `fields.<row>.<part>`. */
const row = z
  .object({
    name: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9_]{0,39}$/, 'errors.disclosure_fields_name_form'),
    kind: z.enum(fieldKinds, 'errors.required'),
    label: label(60),
    label_en: label(120),
    unit: short(20),
    unit_en: short(20),
    required: z
      .enum(['yes', 'no'])
      .optional()
      .transform((given) => given === 'yes'),
    choices,
    min: bound,
    max: bound,
    at_most: short(40),
    hint: short(200),
    hint_en: short(400)
  })
  .superRefine((field, ctx) => {
    const number = field.kind === 'integer' || field.kind === 'number';
    if (field.kind === 'choice' ? field.choices.length < 2 : field.choices.length > 0)
      ctx.addIssue({ code: 'custom', path: ['choices'], message: 'errors.disclosure_fields_choices' });
    if (!number && (field.min ?? field.max) !== undefined)
      ctx.addIssue({ code: 'custom', path: ['min'], message: 'errors.disclosure_fields_range' });
    if (!number && field.at_most !== '')
      ctx.addIssue({ code: 'custom', path: ['at_most'], message: 'errors.disclosure_fields_range' });
  });

/** Chosen beforehand, and so no sign that a row is in use. */
const preset = new Set<string>(['kind', 'required']);

function without<V extends object>(value: V): V {
  const kept = { ...value };
  for (const key in kept) if (kept[key] === undefined || kept[key] === '') Reflect.deleteProperty(kept, key);
  return kept;
}

function fieldOf({ choices: chosen, ...rest }: z.infer<typeof row>): FactField {
  return without({ ...rest, choices: rest.kind === 'choice' ? chosen : undefined });
}

type Read = { ok: true; facts: ItemFacts } | { ok: false; errors: Record<string, Message> };

/** Reads the form of an item. Rows of fields in which nothing was written are left out. */
export function readItem(data: FormData): Read {
  const given: Record<string, unknown> = {};
  for (const name of new Set(data.keys())) {
    const all = data.getAll(name);
    given[name] = all.length > 1 ? all : all[0];
  }
  const read = basics.safeParse(given);
  const problems: Record<string, Message> = read.success ? {} : errors(read.error);
  const fields: FactField[] = [];
  for (let n = 0; n < rowsOf(data.get('rows')); n += 1) {
    const inputs = Object.fromEntries(fieldParts.map((part) => [part, given[`fields.${n}.${part}`]]));
    const used = Object.entries(inputs).some(
      ([part, value]) => !preset.has(part) && typeof value === 'string' && value.trim() !== ''
    );
    if (!used) continue;
    const field = row.safeParse(inputs);
    if (field.success) fields.push(fieldOf(field.data));
    else
      for (const [part, message] of Object.entries(errors(field.error)))
        problems[`fields.${n}.${part}`] = message;
  }
  if (!read.success || Object.keys(problems).length > 0) return { ok: false, errors: problems };
  return { ok: true, facts: { ...read.data, fields } };
}

const lineOf = ({ value, label: zh, label_en }: Choice) => `${value} | ${zh} | ${label_en}`;

/** What the form of an item holds before anyone wrote. */
export function formOf(item: Item): FormValues {
  const { fields, ...rest } = item;
  const held: FormValues = {
    rows: String(Math.min(fields.length + 1, mostRows)),
    version: String(item.version)
  };
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string' || typeof value === 'number') held[name] = String(value);
    if (Array.isArray(value)) held[name] = value;
  }
  if (item.mandatory) held.mandatory = 'yes';
  for (const [n, field] of fields.entries()) {
    for (const part of fieldParts) {
      const value = field[part];
      const name = `fields.${n}.${part}`;
      if (typeof value === 'string' || typeof value === 'number') held[name] = String(value);
    }
    held[`fields.${n}.required`] = field.required ? 'yes' : 'no';
    if (field.choices) held[`fields.${n}.choices`] = field.choices.map(lineOf).join('\n');
  }
  return held;
}
