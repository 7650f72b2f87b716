import { formats } from '#lib/i18n/format.ts';
import type { Lang, T } from '#lib/i18n/types.ts';
import type { FormValues } from '#lib/ui/form.ts';
import { inLanguage, type FactField } from './catalogue.ts';
import { isBlank } from './check-facts.ts';

// Apart from facts.ts, so that components bring no schema library to the browser.

export type Fact = string | number | boolean;
export type Facts = Record<string, Fact>;

const isFact = (value: unknown): value is Fact =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Without what was left empty, in the order of the fields. */
export function tidy(fields: readonly FactField[], facts: Readonly<Record<string, unknown>>): Facts {
  const kept: Facts = {};
  for (const { name } of fields) {
    const value = facts[name];
    if (isFact(value) && !isBlank(value)) kept[name] = value;
  }
  return kept;
}

const prefix = 'facts.';

/** A number as people type it: full-width digits, and commas between thousands. */
function numberFrom(text: string): number | string {
  const plain = text
    .normalize('NFKC')
    .replace(/−/g, '-')
    .replace(/^([+-]?\d{1,3})((?:,\d{3})+)(?=\.|$)/, (all) => all.replaceAll(',', ''));
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

function valueFrom({ kind }: FactField, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  const text = given.replaceAll('\r\n', '\n').trim();
  if (kind === 'integer' || kind === 'number') return numberFrom(text);
  if (kind !== 'yes_no') return text;
  return text === 'yes' ? true : text === 'no' ? false : text;
}

/** Facts as a form sends them, `facts.<name>`, each as its field wants it; what can't be read stays to be complained of. */
export function readFacts(
  fields: readonly FactField[],
  given: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const field of fields) {
    const value = valueFrom(field, given[prefix + field.name]);
    if (!isBlank(value)) read[field.name] = value;
  }
  return read;
}

/** What the form of `FactsFields` holds, for `<Form initial>`. */
export function factsValues(
  fields: readonly FactField[],
  facts: Readonly<Record<string, unknown>>
): FormValues {
  const held: FormValues = {};
  for (const { name, kind } of fields) {
    const value = facts[name];
    if (!isFact(value)) continue;
    held[prefix + name] = kind === 'yes_no' ? (value === true ? 'yes' : 'no') : String(value);
  }
  return held;
}

/** 原材料检验（组） */
export function fieldLabel(field: FactField, t: T): string {
  const label = inLanguage(field, 'label', t.lang);
  const unit = unitOf(field, t.lang);
  return unit ? t('catalogue.withUnit', { label, unit }) : label;
}

/** Names of the fields, for `<Form labels>`. */
export const factsLabels = (fields: readonly FactField[], t: T): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [prefix + field.name, fieldLabel(field, t)]));

const unitOf = ({ unit, unit_en }: FactField, lang: Lang): string =>
  (lang === 'en' ? (unit_en ?? unit) : unit) ?? '';

export interface FactRow {
  name: string;
  label: string;
  /** As people read it; empty where nothing was said. */
  value: string;
  unit: string;
  kind: FactField['kind'];
  /** Typed by a person, and so in Chinese whatever the language of the page. */
  typed: boolean;
  /** A part of the row named by `at_most`. */
  part: boolean;
}

function wordsFor(field: FactField, value: Fact, t: T): string {
  const fmt = formats(t);
  if (typeof value === 'number') return fmt.number(value, 6);
  if (typeof value === 'boolean') return value ? t('common.form.yes') : t('common.form.no');
  if (field.kind === 'date') return fmt.date(value);
  const chosen = field.choices?.find((choice) => choice.value === value);
  return chosen ? inLanguage(chosen, 'label', t.lang) : value;
}

/** Facts as rows of label, value and unit, in the order of the fields; what was not said has an empty value. */
export function describeFacts(
  fields: readonly FactField[],
  facts: Readonly<Record<string, unknown>>,
  t: T
): FactRow[] {
  return fields.map((field) => {
    const value = facts[field.name];
    const said = isFact(value) && !isBlank(value);
    return {
      name: field.name,
      label: inLanguage(field, 'label', t.lang),
      value: said ? wordsFor(field, value, t) : '',
      unit: said ? unitOf(field, t.lang) : '',
      kind: field.kind,
      typed: field.kind === 'text' || field.kind === 'long_text',
      part: field.at_most !== undefined
    };
  });
}
