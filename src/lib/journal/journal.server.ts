import { z } from 'zod';
import type { Lang } from '#lib/i18n/types.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { entries, type Entries } from './entry.ts';
import type { Subject } from './feed.ts';
import type { Names } from './words.ts';

/** A page of the journal, newest first, below `before` if given. */
export async function read(
  db: Client,
  scope: Subject['scope'],
  before: number | null = null,
  size = 50
): Promise<Entries> {
  return unwrap(await db.rpc('read_journal', { scope, before, page_size: size }), entries);
}

const divisionRow = z.object({
  division_code: z.string(),
  name: z.string(),
  name_en: z.string(),
  level: z.enum(['province', 'prefecture', 'county_direct', 'county']),
  parent_code: z.string().nullable(),
  pilot: z.boolean()
});
export type DivisionRow = z.infer<typeof divisionRow>;

/** All divisions of the province, by code. */
export async function divisions(db: Client): Promise<DivisionRow[]> {
  const columns = 'division_code,name,name_en,level,parent_code,pilot';
  return unwrap(await db.from('divisions').select(columns).order('division_code'), z.array(divisionRow));
}

/** The name of a division with its city: 武汉市武昌区, "Wuchang District, Wuhan". */
export function fullName(rows: DivisionRow[], code: string, lang: Lang): string | undefined {
  const row = rows.find(({ division_code }) => division_code === code);
  if (!row) return undefined;
  const parent = rows.find(({ division_code }) => division_code === row.parent_code);
  const city = parent?.level === 'prefecture' ? parent : undefined;
  if (lang === 'zh') return (city?.name ?? '') + row.name;
  return city ? `${row.name_en}, ${city.name_en}` : row.name_en;
}

const milestoneRow = z.object({ kind: z.string(), name: z.string(), name_en: z.string() });

/** What entries are told with: divisions and milestones by name, those that cities added included. */
export async function names(db: Client, lang: Lang): Promise<Names> {
  const [rows, milestones] = await Promise.all([
    divisions(db),
    db
      .from('milestone_kinds')
      .select('kind,name,name_en')
      .then((answer) => unwrap(answer, z.array(milestoneRow)))
  ]);
  const known = new Map(milestones.map((one) => [one.kind, lang === 'zh' ? one.name : one.name_en]));
  return {
    division: (code) => fullName(rows, code, lang),
    milestone: (kind) => known.get(kind)
  };
}
