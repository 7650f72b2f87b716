import type { FactField } from '#lib/catalogue/catalogue.ts';
import { readFacts } from '#lib/catalogue/describe-facts.ts';
import { flag, spoiled } from '#lib/projects/import/cells.ts';
import { day } from '#lib/projects/import/dates.ts';
import { badCell, type BadCell, type Place } from '#lib/projects/import/messages.ts';
import { clean, fold, isNothing } from '#lib/projects/import/text.ts';
import { problem } from './messages.ts';

/** null: the cell is empty, and empties the fact. */
export type ReadFact = { ok: true; value: unknown } | { ok: false; bad: BadCell };

const value = (read: unknown): ReadFact => ({ ok: true, value: read });

/** "24 组" is 24, where the fact is counted in 组. */
function withoutUnit(text: string, { unit, unit_en }: FactField): string {
  const ending = [unit, unit_en].find((one) => one && text.toLowerCase().endsWith(one.toLowerCase()));
  return ending ? text.slice(0, text.length - ending.length).trim() : text;
}

/** What a form would make of the same characters; what it can't read is complained of by the check of all facts. */
const asForm = (field: FactField, text: string): unknown =>
  readFacts([field], { [`facts.${field.name}`]: text })[field.name] ?? null;

function choice(field: FactField, text: string, place: Place): ReadFact {
  const { choices = [] } = field;
  const found = choices.find((one) =>
    [one.value, one.label, one.label_en].some((name) => fold(name) === fold(text))
  );
  if (found) return value(found.value);
  const detail = {
    zh: choices.map(({ label }) => label).join('、'),
    en: choices.map(({ label_en }) => label_en).join(', ')
  };
  return { ok: false, bad: problem('fact_choice', place, detail) };
}

/** Words as they were written, of a cell that may have several lines. */
const words = (raw: string): string => raw.replaceAll('\r\n', '\n').split('\n').map(clean).join('\n').trim();

/** One fact from one cell. */
export function readFact(field: FactField, raw: string, place: Place): ReadFact {
  const isText = field.kind === 'text' || field.kind === 'long_text';
  const text = isText ? words(raw) : clean(raw);
  // 无 says something where words are asked for
  if (text === '' || (!isText && isNothing(text))) return value(null);
  const shown = { ...place, value: text };
  const damaged = spoiled(text);
  if (damaged) return { ok: false, bad: badCell(damaged, shown) };
  switch (field.kind) {
    case 'integer':
    case 'number':
      return value(asForm(field, withoutUnit(text.normalize('NFKC'), field)));
    case 'choice':
      return choice(field, text, shown);
    case 'date': {
      const read = day(text);
      return read.ok ? value(read.value) : { ok: false, bad: badCell(read.code, shown, read.detail) };
    }
    case 'yes_no': {
      const read = flag(text);
      return read.ok ? value(read.value) : { ok: false, bad: badCell(read.code, shown, read.detail) };
    }
    default:
      return value(text);
  }
}

/** Several things in a cell: separated by semicolons, as the template says, or by line breaks. */
export const several = (raw: string): string[] =>
  raw
    .split(/[;；\n]/)
    .map(clean)
    .filter((part) => part !== '');
