import { z } from 'zod';
import { pick } from '#lib/ui/list-query.ts';
import { ageBands, categories, helmetSizes, reportKinds } from '../open-days.ts';
import { guest, type Declaration, type Guest } from '../schema.ts';
import { asked, interests } from './party.ts';

const size = z.coerce.number('bookings.wrong.people').int('bookings.wrong.people');
const people = size.min(1, 'bookings.wrong.people').max(50, 'bookings.wrong.people');
const text = (max: number) => z.string().trim().max(max, 'errors.tooLong').default('');
const empty = z.literal('').transform(() => null);
const shoe = z.union([empty, z.coerce.number().int().min(20).max(52)], 'bookings.wrong.shoe').default(null);
const helmet = z.union([empty, z.enum(helmetSizes)]).default(null);
const age = z.enum(ageBands).default('adult');

const numbers = Array.from({ length: asked }, (_, i) => String(i + 1));
const fieldsOf = <S extends z.ZodType>(part: string, one: S): Record<string, S> =>
  Object.fromEntries(numbers.map((n) => [`${part}.${n}`, one]));
/** Sizes and ages: `shoe.1`, `helmet.1`, `age.1`. What is left open is not known. */
const sizes = { ...fieldsOf('shoe', shoe), ...fieldsOf('helmet', helmet), ...fieldsOf('age', age) };

/** A guest for each of the party; of a large one the form asks about the first ones only. */
const partyOf = (given: Record<string, unknown>, count: number): Guest[] =>
  numbers.slice(0, count).map((n) =>
    guest.parse({
      shoe_size: given[`shoe.${n}`],
      helmet_size: given[`helmet.${n}`],
      age_band: given[`age.${n}`]
    })
  );

const several = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.enum(interests))
);

const declarationOf = (declared: readonly string[], note: string): Declaration => ({
  employer: declared.includes('employer'),
  supplier: declared.includes('supplier'),
  kin: declared.includes('kin'),
  purchase: declared.includes('purchase'),
  note
});

/** The form that books. The key was made with the form: sent twice, it is one booking. */
export const book = z
  .object({
    ...sizes,
    category: z.enum(categories, 'errors.required'),
    party_size: people,
    declared: several,
    note: text(500),
    agree: z.literal('yes', 'bookings.wrong.agree'),
    delegation: text(100),
    key: z.string().min(8).max(80)
  })
  .transform(({ category, party_size, declared, note, delegation, key, ...rest }) => ({
    category,
    party_size,
    party: partyOf(rest, party_size),
    declaration: declarationOf(declared, note),
    delegation: delegation === '' ? null : delegation,
    key
  }));
export type Book = z.output<typeof book>;

const code = z.string().min(4).max(40);

export const change = z
  .object({ ...sizes, code, party_size: people })
  .transform(({ code: of, party_size, ...rest }) => ({
    code: of,
    party_size,
    party: partyOf(rest, party_size)
  }));

/** Whatever needs no more than the booking it is about. */
export const named = z.object({ code });

export const transfer = z.object({ code, email: z.email('bookings.wrong.email') });

export const declare = z
  .object({ code, declared: several, note: text(500) })
  .transform(({ code: of, declared, note }) => ({ code: of, declaration: declarationOf(declared, note) }));

export const report = z.object({
  kind: z.enum(reportKinds, 'errors.required'),
  note: z.string().trim().min(5, 'bookings.wrong.note').max(500, 'errors.tooLong')
});

export const deeds = [
  'book',
  'confirm',
  'refuse',
  'change',
  'cancel',
  'transfer',
  'declare',
  'report'
] as const;
export type Deed = (typeof deeds)[number];

/** What the page of a booking reads from its address. */
export const shown = z.object({ done: pick(z.enum(deeds)) });

/** The link of a mail: 32 bytes in URL-safe letters. */
export const token = z.string().regex(/^[\w-]{16,100}$/);

/** What somebody asks for on the page of a project. */
export const ask = z.object({
  category: z.enum(categories, 'errors.required'),
  wish: z.string().trim().min(5, 'bookings.wrong.wish').max(500, 'errors.tooLong'),
  wished_on: z.union([z.literal('').transform(() => null), z.iso.date('bookings.wrong.day')]).default(null)
});
