import { z } from 'zod';
import { pick } from '#lib/ui/list-query.ts';
import { ageBands, categories, helmetSizes, reportKinds } from '../open-days.ts';
import type { Declaration, Guest } from '../schema.ts';
import { asked, interests } from './party.ts';

const size = z.coerce.number('bookings.wrong.people').int('bookings.wrong.people');
const people = size.min(1, 'bookings.wrong.people').max(50, 'bookings.wrong.people');
const text = (max: number) => z.string().trim().max(max, 'errors.tooLong').default('');
const shoe = z.coerce.number().int().min(20).max(52);
const helmet = z.enum(helmetSizes);
const age = z.enum(ageBands);

const blank = (value: unknown) => value === undefined || value === '';

interface Issues {
  addIssue: (issue: { code: 'custom'; path: string[]; message: string }) => void;
}

/** One guest as the form has it: `shoe.1`, `helmet.1`, `age.1`. What is left open is not known. */
function guestOf(given: Record<string, unknown>, n: number, issues: Issues): Guest {
  const name = (part: string) => `${part}.${String(n)}`;
  const read = shoe.safeParse(given[name('shoe')]);
  if (!blank(given[name('shoe')]) && !read.success)
    issues.addIssue({ code: 'custom', path: [name('shoe')], message: 'bookings.wrong.shoe' });
  const known = !blank(given[name('shoe')]) && read.success;
  return {
    shoe_size: known ? read.data : null,
    helmet_size: helmet.nullable().catch(null).parse(given[name('helmet')]),
    age_band: age.catch('adult').parse(given[name('age')])
  };
}

/** A guest for each of the party; of a large one the form asks about the first ones only. */
const partyOf = (given: Record<string, unknown>, count: number, issues: Issues): Guest[] =>
  Array.from({ length: Math.min(count, asked) }, (_, i) => guestOf(given, i + 1, issues));

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
  .looseObject({
    category: z.enum(categories, 'errors.required'),
    party_size: people,
    declared: several,
    note: text(500),
    agree: z.literal('yes', 'bookings.wrong.agree'),
    delegation: text(100),
    key: z.string().min(8).max(80)
  })
  .transform(({ category, party_size, declared, note, delegation, key, ...rest }, issues) => ({
    category,
    party_size,
    party: partyOf(rest, party_size, issues),
    declaration: declarationOf(declared, note),
    delegation: delegation === '' ? null : delegation,
    key
  }));
export type Book = z.output<typeof book>;

const code = z.string().min(4).max(40);

export const change = z
  .looseObject({ code, party_size: people })
  .transform(({ code: of, party_size, ...rest }, issues) => ({
    code: of,
    party_size,
    party: partyOf(rest, party_size, issues)
  }));

/** Whatever needs no more than the booking it is about. */
export const named = z.object({ code });

export const transfer = z.object({ code, email: z.email('bookings.wrong.email') });

export const report = z.object({
  kind: z.enum(reportKinds, 'errors.required'),
  note: z.string().trim().min(5, 'bookings.wrong.note').max(500, 'errors.tooLong')
});

export const deeds = ['book', 'confirm', 'refuse', 'change', 'cancel', 'transfer', 'report'] as const;
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
