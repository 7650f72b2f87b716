import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { kinds } from '../desk-schema.ts';
import { categories, natures } from '../open-days.ts';

/** Every rule there is or was. */
export async function list(db: Client) {
  return unwrap(await db.rpc('open_day_kinds', {}), kinds);
}

/** The rules of a division on a day: those of the province first, the nearest last. */
export async function inForce(db: Client, division: string, on_day: string) {
  return unwrap(await db.rpc('open_day_kinds', { division, on_day }), kinds);
}

const whole = (max: number) =>
  z.coerce
    .number('openDayDesk.wrong.number')
    .int('openDayDesk.wrong.number')
    .min(0, 'openDayDesk.wrong.number')
    .max(max, 'openDayDesk.wrong.number');
const several = <S extends z.ZodType>(one: S) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(one));
const empty = z.literal('');
const day = z.iso.date('openDayDesk.wrong.day');

const numbers = (part: string) =>
  Object.fromEntries(categories.map((category) => [`${part}.${category}`, whole(2000).default(0)]));

const byCategory = (given: Record<string, unknown>, part: string) =>
  Object.fromEntries(
    categories.flatMap((category) => {
      const number = given[`${part}.${category}`];
      return typeof number === 'number' && number > 0 ? [[category, number]] : [];
    })
  );

/** A rule to be added, as the form sends it. */
export const input = z
  .object({
    milestone_kind: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'errors.required'),
    division_code: z.string().regex(/^\d{6}$/, 'errors.required'),
    notice_days: whole(60),
    window_days: whole(180),
    ...numbers('minimum'),
    ...numbers('seats'),
    notify: several(z.enum([...categories, 'bureau'])),
    basis: z.string().trim().min(2, 'errors.required').max(400, 'errors.tooLong'),
    basis_en: z.string().trim().max(800, 'errors.tooLong').default(''),
    nature: z.enum(natures, 'errors.required'),
    valid_from: day,
    valid_until: z.union([empty.transform(() => null), day], 'openDayDesk.wrong.day').default(null)
  })
  .transform((given) => ({
    milestone_kind: given.milestone_kind,
    division_code: given.division_code,
    notice_days: given.notice_days,
    window_days: given.window_days,
    minimum: byCategory(given, 'minimum'),
    seats: byCategory(given, 'seats'),
    notify: given.notify,
    basis: given.basis,
    basis_en: given.basis_en === '' ? null : given.basis_en,
    nature: given.nature,
    valid_from: given.valid_from,
    valid_until: given.valid_until
  }));

export const ending = z.object({ open_day_kind_id: z.uuid(), valid_until: day });

export async function save(db: Client, facts: Record<string, unknown>): Promise<void> {
  unwrap(await db.rpc('save_open_day_kind', { facts }), z.unknown());
}
