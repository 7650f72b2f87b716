import type { FactField } from './catalogue.ts';

/**
 * What is wrong with facts against the fields of their item: the same as `private.check_facts` in the database, so that a
 * form can tell everything at once. One corpus of examples is put through both.
 */
export type Problem =
  | 'required'
  | 'unknown'
  | 'not_a_number'
  | 'not_whole'
  | 'out_of_range'
  | 'too_precise'
  | 'too_long'
  | 'not_a_day'
  | 'not_a_choice'
  | 'not_text'
  | 'more_than';

export interface Found {
  field: string;
  problem: Problem;
}

export const longest = { text: 200, long_text: 2000 } as const;

const blank = /^[ \t\r\n\u00a0\u3000]*$/;
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && blank.test(value));

export function isDay(text: string): boolean {
  const parts = /^((?:19|20)\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(text);
  if (!parts) return false;
  const month = Number(parts[2]) - 1;
  return new Date(Date.UTC(Number(parts[1]), month, Number(parts[3]))).getUTCMonth() === month;
}

function checkNumber({ kind, min, max }: FactField, value: unknown): Problem | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'not_a_number';
  if (kind === 'integer' && !Number.isInteger(value)) return 'not_whole';
  const outside = (min !== undefined && value < min) || (max !== undefined && value > max);
  if (Math.abs(value) > 1e12 || outside) return 'out_of_range';
  return Number(value.toFixed(6)) === value ? null : 'too_precise';
}

function checkText(limit: number, value: unknown): Problem | null {
  // what the database can't hold is no text
  if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\0')) return 'not_text';
  // code points, as the database counts
  return Array.from(value).length > limit ? 'too_long' : null;
}

function checkValue(field: FactField, value: unknown): Problem | null {
  switch (field.kind) {
    case 'integer':
    case 'number':
      return checkNumber(field, value);
    case 'yes_no':
      return typeof value === 'boolean' ? null : 'not_a_choice';
    case 'choice':
      return field.choices?.some((choice) => choice.value === value) ? null : 'not_a_choice';
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : 'not_a_day';
    default:
      return checkText(longest[field.kind], value);
  }
}

/** Everything that is wrong, the first of which is what the database would say. */
export function checkFacts(
  fields: readonly FactField[],
  facts: Readonly<Record<string, unknown>>,
  complete: boolean
): Found[] {
  const known = new Set(fields.map(({ name }) => name));
  const strangers = Object.keys(facts).filter((name) => !known.has(name));
  const check = (field: FactField): Problem | null => {
    const value = facts[field.name];
    if (isBlank(value)) return complete && field.required ? 'required' : null;
    const wrong = checkValue(field, value);
    const limit = field.at_most === undefined ? undefined : facts[field.at_most];
    const above = typeof value === 'number' && typeof limit === 'number' && value > limit;
    return wrong ?? (above ? 'more_than' : null);
  };
  return [
    ...strangers.sort().map((field): Found => ({ field, problem: 'unknown' })),
    ...fields.flatMap((field): Found[] => {
      const problem = check(field);
      return problem ? [{ field: field.name, problem }] : [];
    })
  ];
}
