import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { province } from '#lib/map/view.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { list, type Filters, type ListQuery } from './list-schema.ts';
import {
  browsed,
  mapped,
  page,
  projectComplaints,
  rules as allRules,
  withheld,
  type ProjectComplaints
} from './schema.ts';

const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });

/** The filters as the database takes them. A district outside the city that is asked for does not count. */
export function filtersOf({ city, district, ...rest }: Partial<Filters>): Record<string, unknown> {
  const inside = !city || !district || district.startsWith(city.replace(/(00)+$/, ''));
  const given = { ...rest, division: (inside ? district : undefined) ?? city };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** One page of the list with the counts of the whole. */
export async function browse(
  db: Client,
  { filters, sort, page: number, size }: Pick<ListQuery, 'filters' | 'sort'> & { page: number; size: number }
) {
  return unwrap(
    await db.rpc('browse_complaints', {
      filters: filtersOf(filters),
      sort,
      page_number: number,
      page_size: size
    }),
    browsed
  );
}

/** Everything the page of a complaint shows; 404 for what is not and never was public. */
export async function read(db: Client, slug: string) {
  const answer = await db.rpc('complaint_page', { slug });
  return unwrap(answer, z.discriminatedUnion('withheld', [page, withheld]).nullable()) ?? missing();
}

export async function ofProject(db: Client, slug: string): Promise<ProjectComplaints> {
  return unwrap(await db.rpc('project_complaints', { slug }), projectComplaints.nullable()) ?? missing();
}

/** Public ones of the province, or of the city or district that is asked for. */
export async function onMap(db: Client, params: URLSearchParams) {
  const { city, district } = list.parse(params).filters;
  const { west, south, east, north } = province;
  const answer = await db.rpc('map_complaints', {
    filters: filtersOf({ city, district }),
    box: [west, south, east, north]
  });
  return unwrap(answer, mapped);
}

/** The newest, and those that wait longest past a deadline. */
export async function atHome(db: Client, size = 4) {
  const [latest, overdue] = await Promise.all([
    browse(db, { filters: {}, sort: 'published', page: 1, size }),
    browse(db, { filters: { overdue: true }, sort: '-due', page: 1, size })
  ]);
  return { latest, overdue };
}

/** Steps, days, what rests on what, and who may do what. */
export async function rules(db: Client) {
  return unwrap(await db.rpc('complaint_rules', {}), allRules);
}

const categoryRow = z.object({ category: z.string(), name: z.string(), name_en: z.string() });

export async function categories(db: Client) {
  const asked = db.from('complaint_categories').select('category,name,name_en').order('sort');
  return unwrap(await asked, z.array(categoryRow));
}
