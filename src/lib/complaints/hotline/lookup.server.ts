import { z } from 'zod';
import { divisions } from '#lib/projects/import/import.server.ts';
import { byNames, indexDivisions, type DivisionIndex } from '#lib/projects/import/divisions.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import type { Category } from './categories.ts';
import type { Bureau } from './file.server.ts';

const category = z.object({ category: z.string(), name: z.string(), name_en: z.string() });
const work = z.object({ slug: z.string(), division_code: z.string() });
export type Work = z.infer<typeof work>;

export interface Lookup {
  categories: Category[];
  places: DivisionIndex;
}

/** What the words of work orders are read by. */
export async function lookup({ service }: Pick<Hub, 'service'>): Promise<Lookup> {
  const all = await service.from('complaint_categories').select('category, name, name_en').order('sort');
  return { categories: unwrap(all, z.array(category)), places: indexDivisions(await divisions(service)) };
}

/** Projects in the division of a bureau, by whatever their work orders call them. */
export async function works(
  { service }: Pick<Hub, 'service'>,
  { division_code }: Bureau,
  words: readonly string[]
): Promise<Map<string, Work>> {
  const found = new Map<string, Work>();
  const unique = [...new Set(words)];
  for (let from = 0; from < unique.length; from += 200) {
    const part = unique.slice(from, from + 200);
    const answer = unwrap(
      await service.rpc('find_works', { division_code, wanted: part }),
      z.record(z.string(), work)
    );
    for (const [word, one] of Object.entries(answer)) found.set(word, one);
  }
  return found;
}

/** Whether a bureau reaches a division. */
export function reaches({ division_code }: Bureau, code: string): boolean {
  if (division_code.endsWith('0000')) return code.startsWith(division_code.slice(0, 2));
  return division_code.endsWith('00') ? code.startsWith(division_code.slice(0, 4)) : code === division_code;
}

/** A division by code or name, within what the bureau reaches; undefined where there is none. */
export function placeOf(bureau: Bureau, { places }: Lookup, written: string): string | undefined {
  const own = places.byCode.get(bureau.division_code);
  const within = own && own.level !== 'province' && bureau.division_code.endsWith('00') ? own.name : null;
  if (written === bureau.division_code) return written;
  const read = byNames(places, within, written);
  const found = read.ok ? read.value.code : undefined;
  return found !== undefined && reaches(bureau, found) ? found : undefined;
}
