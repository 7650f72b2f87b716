import { z } from 'zod';

/** A text in both languages. */
export interface Both {
  zh: string;
  en: string;
}
type Pair = readonly [zh: string, en: string];
export const both = ([zh, en]: Pair): Both => ({ zh, en });

/** What a column (or a parameter of the address) means. */
export interface Meaning {
  title: Both;
  about: Both;
  unit?: Both;
  /** The words of each value of a closed list. */
  labels?: Record<string, Both>;
  /** The column of another data set that it names. */
  refers?: { dataset: string; column: string };
}
interface More {
  unit?: Pair;
  labels?: Record<string, Both>;
  refers?: { dataset: string; column: string };
}

/** The meanings of all columns and parameters, by schema: one source for pages, OpenAPI, Table Schema and documentation. */
const meanings = z.registry<Meaning>();

/** A column, or a parameter of the address, with its meaning. Each call needs a schema of its own. */
export function column<S extends z.ZodType>(schema: S, title: Pair, about: Pair, more: More = {}): S {
  const { unit, ...rest } = more;
  meanings.add(schema, {
    title: both(title),
    about: both(about),
    ...rest,
    ...(unit && { unit: both(unit) })
  });
  return schema;
}
/** What a column or parameter means; the owner of a schema without one is at fault. */
export function meaningOf(schema: z.core.$ZodType): Meaning {
  const found = meanings.get(schema);
  if (!found) throw new Error('a column without a meaning');
  return found;
}
export const hasMeaning = (schema: z.core.$ZodType): boolean => meanings.has(schema);

/** The words of a closed list from the dictionaries of both languages. */
export function labels<V extends string>(
  values: readonly V[],
  zh: Readonly<Record<V, string>>,
  en: Readonly<Record<V, string>>
): Record<string, Both> {
  return Object.fromEntries(values.map((value) => [value, { zh: zh[value], en: en[value] }]));
}
