import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { province } from '#lib/map/view.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { kinds } from './desk-schema.ts';
import { list, type ListQuery } from './list-schema.ts';
import { browsed, mapPoint, openDayPage, type OpenDayCard, type OpenDayPage } from './schema.ts';

/** The filters as the database takes them. A district outside the city that is asked for does not count. */
export function filtersOf({
  city,
  district,
  seats,
  ...rest
}: Partial<ListQuery['filters']>): Record<string, unknown> {
  const inside = !city || !district || district.startsWith(city.replace(/(00)+$/, ''));
  const given = {
    ...rest,
    city,
    district: inside ? district : undefined,
    category: seats === 'any' ? undefined : seats,
    seats: seats ? true : undefined
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

interface Asked {
  filters: Record<string, unknown>;
  sort?: string;
  page?: number;
  size?: number;
}

async function find(db: Client, { filters, sort = 'starts', page = 1, size = 20 }: Asked) {
  return unwrap(
    await db.rpc('browse_open_days', { filters, sort, page_number: page, page_size: size }),
    browsed
  );
}

/** One page of the list with the counts of the whole. */
export const browse = (db: Client, { filters, sort, page, size }: ListQuery) =>
  find(db, { filters: filtersOf(filters), sort, page, size });

/** How many days a month shows: a page of the database at most. */
export const mostInMonth = 100;

/** A month of the list, whatever its status unless one is asked for. */
export const ofMonth = (db: Client, { filters }: ListQuery, month: string) =>
  find(db, {
    filters: { ...filtersOf(filters), month, status: filters.status ?? 'all' },
    size: mostInMonth
  });

/** The next ones that can be visited. */
export async function next(db: Client, count: number): Promise<OpenDayCard[]> {
  const { rows } = await find(db, { filters: { status: 'coming' }, size: 20 });
  return rows.slice(0, count);
}

/** Every open day of a project, the latest first. */
export async function ofProject(db: Client, project: string): Promise<OpenDayCard[]> {
  return (await find(db, { filters: { project, status: 'all' }, sort: '-starts', size: 100 })).rows;
}

/** Everything the page of an open day shows; 404 for a code that none has. */
export async function read(db: Client, slug: string): Promise<OpenDayPage> {
  const found = unwrap(await db.rpc('open_day_page', { slug }), openDayPage.nullable());
  return found ?? error(404, { code: 'not_found', message: 'not_found' });
}

/** Coming ones of the province, or of the city or district that is asked for. */
export async function onMap(db: Client, params: URLSearchParams) {
  const { city, district } = list.parse(params).filters;
  const { west, south, east, north } = province;
  const answer = await db.rpc('map_open_days', {
    filters: filtersOf({ city, district }),
    box: [west, south, east, north]
  });
  return unwrap(answer, z.array(mapPoint));
}

/** The milestones that rules ask for an open day at, by name. */
export async function milestones(db: Client) {
  const rows = unwrap(await db.rpc('open_day_kinds', {}), kinds);
  return [...new Map(rows.map((row) => [row.milestone_kind, row])).values()];
}
