import { error } from '@sveltejs/kit';
import type { z } from 'zod';
import { province } from '#lib/map/view.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { findingRules, projectFindings } from '../desk-schema.ts';
import {
  browsed,
  findingPage,
  mapped,
  verificationsOf,
  type FindingCard,
  type Verification
} from '../schema.ts';
import { list, type Filters, type ListQuery } from './list-schema.ts';

const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });

/** The filters as the database takes them. A district outside the city that is asked for does not count. */
export function filtersOf({ city, district, ...rest }: Partial<Filters>): Record<string, unknown> {
  const inside = !city || !district || district.startsWith(city.replace(/(00)+$/, ''));
  const given = { ...rest, division: (inside ? district : undefined) ?? city };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** One page of the list with the counts of the whole. */
export async function browse(db: Client, { filters, sort, page, size }: ListQuery) {
  return unwrap(
    await db.rpc('browse_findings', {
      filters: filtersOf(filters),
      sort,
      page_number: page,
      page_size: size
    }),
    browsed
  );
}

/** What was found on one open day. */
export async function ofOpenDay(db: Client, open_day: string): Promise<FindingCard[]> {
  const asked = { filters: { open_day }, sort: 'published', page_number: 1, page_size: 100 };
  return unwrap(await db.rpc('browse_findings', asked), browsed).rows;
}

/** Everything the page of a finding shows; 404 while it is not public. */
export async function read(db: Client, slug: string): Promise<z.infer<typeof findingPage>> {
  return unwrap(await db.rpc('finding_page', { slug }), findingPage.nullable()) ?? missing();
}

export async function ofProject(db: Client, slug: string) {
  return unwrap(await db.rpc('project_findings', { slug }), projectFindings.nullable()) ?? missing();
}

/** How each of these disclosures was verified on site, by its address. */
export async function verifications(
  db: Client,
  slugs: readonly string[]
): Promise<Record<string, Verification>> {
  if (slugs.length === 0) return {};
  return unwrap(await db.rpc('disclosure_verifications', { slugs: [...slugs] }), verificationsOf);
}

/** Public ones of the province, or of the city or district that is asked for. */
export async function onMap(db: Client, params: URLSearchParams) {
  const { city, district } = list.parse(params).filters;
  const { west, south, east, north } = province;
  const answer = await db.rpc('map_findings', {
    filters: filtersOf({ city, district }),
    box: [west, south, east, north]
  });
  return unwrap(answer, mapped);
}

/** Steps, days, what rests on what, and who may do what. */
export async function rules(db: Client) {
  return unwrap(await db.rpc('finding_rules', {}), findingRules);
}
