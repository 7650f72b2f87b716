import { z } from 'zod';
import { divisions, fullName } from '#lib/journal/journal.server.ts';
import { unwrap } from '#lib/server/errors.ts';
import { pick } from '#lib/ui/list-query.ts';
import { figures } from '../reading/schema.ts';

type Locals = Pick<App.Locals, 'db' | 'lang'>;

const asked = z.object({ division: pick(z.string().regex(/^42\d{4}$/)) });

/** Figures of a place; of the province where the address names none that there is. */
export async function load({ db, lang }: Locals, params: URLSearchParams) {
  const { division } = asked.parse(Object.fromEntries(params));
  const rows = await divisions(db);
  const code = rows.some(({ division_code }) => division_code === division) ? division : undefined;
  const chosen = code ?? '420000';
  const nameOf = (one: string) => fullName(rows, one, lang) ?? one;
  const places = rows
    .filter(({ level, division_code }) => level !== 'county' || division_code === chosen)
    .map((row) => ({ code: row.division_code, name: nameOf(row.division_code) }));
  const answer = await db.rpc('complaint_figures', { scope: { division: chosen } });
  return { division: chosen, name: nameOf(chosen), places, figures: unwrap(answer, figures) };
}
