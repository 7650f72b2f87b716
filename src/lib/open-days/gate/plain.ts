import { z } from 'zod';
import { categories } from '../open-days.ts';
import { tidy } from './judge.ts';

/** Boxes that were ticked, one or several; an unticked form sends none. */
const ties = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => [given].flat());

const common = {
  party_size: z.coerce
    .number('errors.invalid')
    .int('errors.invalid')
    .min(1, 'errors.invalid')
    .max(50, 'errors.invalid'),
  ties,
  note: z.string().trim().max(500, 'errors.invalid').default(''),
  briefed: z.literal('yes', 'gate.briefing.missing').transform(() => true)
};

const declared = (given: string[], note: string) => ({
  employer: given.includes('employer'),
  supplier: given.includes('supplier'),
  kin: given.includes('kin'),
  purchase: given.includes('purchase'),
  note
});

/** The form of a guest who booked, for pages without scripts. */
export const byCode = z
  .object({
    ...common,
    code: z.string().trim().min(1, 'errors.invalid').max(40, 'errors.invalid').transform(tidy)
  })
  .transform(({ code, party_size, ties: given, note, briefed }) => ({
    kind: 'booked' as const,
    code,
    name: null,
    category: null,
    party_size,
    briefed,
    declaration: declared(given, note)
  }));

export const walkIn = z
  .object({
    ...common,
    name: z.string().trim().min(1, 'errors.invalid').max(100, 'errors.invalid'),
    category: z.enum(categories, 'errors.invalid')
  })
  .transform(({ name, category, party_size, ties: given, note, briefed }) => ({
    kind: 'walk_in' as const,
    code: null,
    name,
    category,
    party_size,
    briefed,
    declaration: declared(given, note)
  }));
