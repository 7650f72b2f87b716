import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';

const named = z.record(z.string(), z.string());
const source = z.object({ holidays: named, workdays: named });

export interface PublishedDay {
  day: string;
  works: boolean;
  name: string;
  name_en: string;
  basis: string;
}

/** Holidays and the workdays that make up for them, as the State Council announced them, from the package chinese-days. */
export function publishedDays(): PublishedDay[] {
  const { holidays, workdays } = source.parse(published);
  const of = (days: Record<string, string>, works: boolean) =>
    Object.entries(days).map(([day, text]) => {
      // "New Year's Day,元旦,1": the number of days that the law gives, which deadlines don't need
      const [english = '', chinese = ''] = text.split(',');
      return {
        day,
        works,
        name: chinese,
        name_en: english,
        basis: '国务院办公厅节假日安排通知（据 chinese-days）'
      };
    });
  return [...of(holidays, false), ...of(workdays, true)].sort((a, b) => a.day.localeCompare(b.day));
}

/** Brings the calendar up to what the package says, at each start; writes differences only. What officers entered stays. */
export async function load(service: Client): Promise<number> {
  return unwrap(await service.rpc('load_calendar', { days: publishedDays() }), z.number());
}

const day = z.object({
  day: z.string(),
  source: z.enum(['package', 'officer']),
  works: z.boolean(),
  name: z.string(),
  name_en: z.string().nullable(),
  basis: z.string()
});
const year = z.object({
  months: z.array(z.number()),
  known_until: z.number().nullable(),
  days: z.array(day)
});
export type CalendarYear = z.infer<typeof year>;

/** A year of the calendar: what differs from Monday to Friday, and the working days of each month. */
export async function read(db: Client, of: number): Promise<CalendarYear> {
  return unwrap(await db.rpc('calendar_year', { year: of }), year);
}

const text = (max: number) => z.string().trim().min(1, 'errors.required').max(max, 'errors.tooLong');
const date = z.iso.date('errors.facts_not_a_day');

/** What the form of the calendar sends. */
export const input = z.object({
  day: date,
  last: z.union([z.literal('').transform(() => undefined), date]).optional(),
  works: z.enum(['yes', 'no'], 'errors.required').transform((works) => works === 'yes'),
  name: text(60),
  name_en: z
    .string()
    .trim()
    .max(100, 'errors.tooLong')
    .transform((english) => (english === '' ? null : english))
    .optional(),
  basis: text(200).min(2, 'errors.calendar_days_basis_length')
});

/** Says for a day, or a row of days, whether it is a working day, over what the package says. */
export async function set(db: Client, entry: z.infer<typeof input>): Promise<number> {
  return unwrap(await db.rpc('set_calendar_day', entry), z.number());
}

/** Takes back what an officer entered for a day. */
export async function clear(db: Client, of: string): Promise<void> {
  unwrap(await db.rpc('clear_calendar_day', { day: of }), z.unknown());
}

export const clearInput = z.object({ day: date });

const asked = z.coerce.number().int().min(1990).max(2101);

/** The year that a page shows: this one unless the address names another. */
export const yearOf = (params: URLSearchParams, today: string): number =>
  asked.catch(Number(today.slice(0, 4))).parse(params.get('year') ?? Number(today.slice(0, 4)));
