import type { FormValues } from '#lib/ui/form.ts';
import type { Guest } from '../schema.ts';

/** Of how many of a party sizes and ages are asked: more would be a form that nobody fills in. */
export const asked = 10;

/** What a guest can have to do with a project. */
export const interests = ['employer', 'supplier', 'kin', 'purchase'] as const;

/** A party as the fields of the form hold it. */
export function partyValues(party: readonly Guest[]): FormValues {
  return Object.fromEntries(
    party.flatMap(({ shoe_size, helmet_size, age_band }, i) => [
      [`shoe.${String(i + 1)}`, shoe_size === null ? '' : String(shoe_size)],
      [`helmet.${String(i + 1)}`, helmet_size ?? ''],
      [`age.${String(i + 1)}`, age_band]
    ])
  );
}
