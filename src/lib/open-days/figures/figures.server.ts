import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { divisions, fullName } from '#lib/journal/journal.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { unwrap } from '#lib/server/errors.ts';
import { pick } from '#lib/ui/list-query.ts';
import { figures, type Figures } from '../desk-schema.ts';
import { monthAfter } from '../months.ts';

type Locals = Pick<App.Locals, 'db' | 'lang'>;

const period = { from: pick(z.iso.date()), to: pick(z.iso.date()) };
const asked = z.object({ ...period, division: pick(z.string().regex(/^42\d{4}$/)) });
const askedOfProject = z.object(period);

/** Half a year back and three months on, where nobody asks for another time. */
function periodOf({ from, to }: { from?: string; to?: string }, today: string) {
  const begins = from ?? `${monthAfter(today.slice(0, 7), -6)}-01`;
  const ends = to ?? `${monthAfter(today.slice(0, 7), 3)}-01`;
  return begins <= ends ? { from: begins, to: ends } : { from: ends, to: begins };
}

async function count(
  db: Locals['db'],
  scope: { division: string } | { project: string },
  { from, to }: { from?: string; to?: string }
): Promise<Figures> {
  const answer = await db.rpc('open_day_figures', { scope, from_day: from ?? null, to_day: to ?? null });
  return unwrap(answer, figures);
}

export async function load({ db, lang }: Locals, params: URLSearchParams) {
  const given = asked.parse(Object.fromEntries(params));
  const { from, to } = periodOf(given, calendarDay());
  const rows = await divisions(db);
  const known = rows.some(({ division_code }) => division_code === given.division);
  const division = (known ? given.division : undefined) ?? '420000';
  const found = await count(db, { division }, { from, to });
  const places = rows
    .filter(({ level }) => level !== 'county')
    .map((row) => ({ code: row.division_code, name: lang === 'zh' ? row.name : row.name_en }));
  const name = fullName(rows, division, lang) ?? '';
  const offered = places.some(({ code }) => code === division);
  return {
    division,
    name,
    from,
    to,
    places: offered ? places : [...places, { code: division, name }],
    figures: found
  };
}

/** Those of one project: all of its life, unless another time is asked for. Its city would say the same once more. */
export async function ofProject({ db }: Locals, slug: string, params: URLSearchParams) {
  const { from, to } = askedOfProject.parse(Object.fromEntries(params));
  const [project, found] = await Promise.all([
    db.from('projects').select('name').eq('slug', slug).maybeSingle(),
    count(db, { project: slug }, { from, to })
  ]);
  const known = unwrap(project, z.object({ name: z.string() }).nullable());
  if (!known) error(404, { code: 'not_found', message: 'not_found' });
  return { slug, name: known.name, from: from ?? '', to: to ?? '', figures: { ...found, by_city: [] } };
}
