import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Lang } from '#lib/i18n/types.ts';
import { isTooLarge, snap } from '#lib/map/view.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { box, browsed, division, list, mapReply, nearby, place, type ListQuery } from './schema.ts';

type Filters = ListQuery['filters'];

/**
 * The filters as the database takes them. A district outside the city that is asked for does not count, nor a part of the
 * map for works that are not on it.
 */
export function filtersOf({ city, district, box, ...rest }: Filters): Record<string, string | number[]> {
  const inside = !city || !district || district.startsWith(city.replace(/(00)+$/, ''));
  const part = box && rest.place !== 'none' ? [box.west, box.south, box.east, box.north] : undefined;
  const given = { ...rest, division: (inside ? district : undefined) ?? city, box: part };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** One page of the list with the counts of the whole. */
export async function browse(db: Client, query: ListQuery) {
  return unwrap(
    await db.rpc('browse_projects', {
      filters: filtersOf(query.filters),
      sort: query.sort,
      page_number: query.page,
      page_size: query.size
    }),
    browsed
  );
}

type Division = z.infer<typeof division>;
let known: Division[] | null = null;

/** Divisions change with a migration only. */
async function divisions(db: Client): Promise<Division[]> {
  known ??= unwrap(
    await db
      .from('divisions')
      .select('division_code,name,name_en,level,parent_code,lat,lng,pilot')
      .order('division_code'),
    z.array(division)
  );
  return known;
}

/** What is left of a name once everyone knows that it is a district. */
const short = (name: string) => name.replace(/ (District|County|City)$/, '');

/** The province's divisions as pages show them, each with how many works pass every filter but that of division. */
export async function places(db: Client, lang: Lang, counts: Record<string, number>) {
  const all = (await divisions(db)).filter(({ level }) => level !== 'province');
  return all.map((d) => {
    const isCity = d.level !== 'county';
    const inside = isCity ? all.filter(({ parent_code }) => parent_code === d.division_code) : [];
    const count = [d, ...inside].reduce((sum, { division_code }) => sum + (counts[division_code] ?? 0), 0);
    return {
      code: d.division_code,
      name: lang === 'zh' ? d.name : isCity ? d.name_en : short(d.name_en),
      /** The city that a district lies in; null for a city itself. */
      city: isCity ? null : d.parent_code,
      lat: d.lat,
      lng: d.lng,
      count
    };
  });
}
export type Place = Awaited<ReturnType<typeof places>>[number];

function wrong(): never {
  error(422, { code: 'invalid', message: 'invalid' });
}

/** What the map shows in a box that the address gives, with the filters of the list. */
export async function onMap(db: Client, params: URLSearchParams) {
  const asked = box.safeParse(Object.fromEntries(params));
  if (!asked.success) wrong();
  const { zoom, ...given } = asked.data;
  const within = snap(given, zoom);
  if (within.west >= within.east || within.south >= within.north || isTooLarge(within, zoom)) wrong();
  const filters = filtersOf({ ...list.parse(params).filters, box: undefined });
  return unwrap(await db.rpc('map_projects', { filters, zoom, ...within }), mapReply);
}

const tenMetres = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** Works around a point, nearest first. The point is rounded before anything else sees it. */
export async function near(db: Client, params: URLSearchParams) {
  const asked = place.safeParse(Object.fromEntries(params));
  if (!asked.success) wrong();
  const { lat, lng } = asked.data;
  return unwrap(
    await db.rpc('nearby_projects', {
      lat: tenMetres(lat),
      lng: tenMetres(lng),
      radius_m: 10_000,
      max_rows: 20
    }),
    nearby
  );
}
