import type { Around, Category, Warranty } from './schema.ts';

/** The warranty that may cover a kind of problem at the project that was chosen; null where there is none to speak of. */
export function warrantyOf(
  { place }: Around,
  categories: readonly Category[],
  chosen: string
): Warranty | null {
  const kind = categories.find(({ category }) => category === chosen)?.warranty;
  return (kind && place?.warranties[kind]) ?? null;
}
