import { z } from 'zod';
import { divisions, fullName } from '#lib/journal/journal.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { unwrap } from '#lib/server/errors.ts';
import { pick } from '#lib/ui/list-query.ts';
import { figures, type Figures } from '../desk-schema.ts';
import { monthAfter } from '../months.ts';

type Locals = Pick<App.Locals, 'db' | 'lang'>;

const asked = z.object({
  division: pick(z.string().regex(/^42\d{4}$/)),
  from: pick(z.iso.date()),
  to: pick(z.iso.date())
});

/** Half a year back and three months on, where nobody asks for another time. */
function periodOf({ from, to }: { from?: string; to?: string }, today: string) {
  const begins = from ?? `${monthAfter(today.slice(0, 7), -6)}-01`;
  const ends = to ?? `${monthAfter(today.slice(0, 7), 3)}-01`;
  return begins <= ends ? { from: begins, to: ends } : { from: ends, to: begins };
}

export async function load({ db, lang }: Locals, params: URLSearchParams) {
  const given = asked.parse(Object.fromEntries(params));
  const period = periodOf(given, calendarDay());
  const rows = await divisions(db);
  const known = rows.some(({ division_code }) => division_code === given.division);
  const division = (known ? given.division : undefined) ?? '420000';
  const answer = await db.rpc('open_day_figures', {
    scope: { division },
    from_day: period.from,
    to_day: period.to
  });
  const found: Figures = unwrap(answer, figures);
  const places = rows
    .filter(({ level }) => level !== 'county')
    .map((row) => ({ code: row.division_code, name: lang === 'zh' ? row.name : row.name_en }));
  const name = fullName(rows, division, lang) ?? '';
  const offered = places.some(({ code }) => code === division);
  return {
    division,
    name,
    ...period,
    places: offered ? places : [...places, { code: division, name }],
    figures: found
  };
}
