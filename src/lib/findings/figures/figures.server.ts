import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { divisions, fullName } from '#lib/journal/journal.server.ts';
import { monthAfter } from '#lib/open-days/months.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { pick } from '#lib/ui/list-query.ts';
import { figures } from '../desk-schema.ts';

type Locals = Pick<App.Locals, 'db' | 'lang'>;

const slug = z.string().regex(/^[\w-]{1,60}$/);
const asked = z.object({
  division: pick(z.string().regex(/^42\d{4}$/)),
  developer: pick(slug),
  project: pick(slug),
  from: pick(z.iso.date()),
  to: pick(z.iso.date())
});
type Asked = z.infer<typeof asked>;

/** A year back, where nobody asks for another time. */
function periodOf({ from, to }: Asked, today: string) {
  const begins = from ?? `${monthAfter(today.slice(0, 7), -12)}-01`;
  const ends = to ?? today;
  return begins <= ends ? { from: begins, to: ends } : { from: ends, to: begins };
}

const named = z.object({ name: z.string() }).nullable();

async function nameOf(db: Client, table: 'projects' | 'organizations', code: string): Promise<string> {
  const found = unwrap(await db.from(table).select('name').eq('slug', code).maybeSingle(), named);
  return found?.name ?? error(404, { code: 'not_found', message: 'not_found' });
}

interface Scope {
  scope: { division: string } | { organization: string } | { project: string };
  /** As the address says it. */
  search: Record<string, string>;
  name: string;
  /** The page of what it is of. */
  path: string;
  division: string | null;
  developer: string | null;
  project: string | null;
  places: { code: string; name: string }[];
}

/** Whose figures: of a project, of a company, else of a place. */
async function scopeOf({ db, lang }: Locals, { division, developer, project }: Asked): Promise<Scope> {
  const rows = await divisions(db);
  const places = rows
    .filter(({ level }) => level !== 'county')
    .map((row) => ({ code: row.division_code, name: lang === 'zh' ? row.name : row.name_en }));
  const base = { places, division: null, developer: null, project: null };
  if (project)
    return {
      ...base,
      ...{ project, scope: { project }, search: { project } },
      ...{ name: await nameOf(db, 'projects', project), path: `/projects/${project}/findings` }
    };
  if (developer)
    return {
      ...base,
      ...{ developer, scope: { organization: developer }, search: { developer } },
      ...{ name: await nameOf(db, 'organizations', developer), path: `/organizations/${developer}` }
    };
  const known = rows.some(({ division_code }) => division_code === division);
  const code = (known ? division : undefined) ?? '420000';
  const name = fullName(rows, code, lang) ?? '';
  const offered = places.some((place) => place.code === code);
  return {
    ...base,
    ...{ division: code, scope: { division: code }, search: { division: code }, name },
    places: offered ? places : [...places, { code, name }],
    path: `/divisions/${code}`
  };
}

export async function load(locals: Locals, params: URLSearchParams) {
  const given = asked.parse(Object.fromEntries(params));
  const period = periodOf(given, calendarDay());
  const { scope, search, ...rest } = await scopeOf(locals, given);
  const answer = await locals.db.rpc('finding_figures', { scope, from_day: period.from, to_day: period.to });
  return {
    ...rest,
    ...period,
    search: new URLSearchParams({ ...search, ...period }).toString(),
    figures: unwrap(answer, figures)
  };
}
