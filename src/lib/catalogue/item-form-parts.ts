/** Inputs of one field in the form of an item, and how many rows of them it shows. Free of the schema library. */
export const fieldParts = [
  'name',
  'kind',
  'label',
  'label_en',
  'unit',
  'unit_en',
  'required',
  'choices',
  'min',
  'max',
  'at_most',
  'hint',
  'hint_en'
] as const;

export const mostRows = 40;
export const moreRows = 3;

/** How many rows for fields a form shows; `more` adds some. */
export function rowsOf(given: unknown, more = false): number {
  const asked = Number(given);
  const n = Number.isInteger(asked) && asked >= 1 && asked <= mostRows ? asked : moreRows;
  return more ? Math.min(n + moreRows, mostRows) : n;
}
