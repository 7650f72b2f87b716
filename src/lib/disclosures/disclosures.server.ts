import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import {
  home,
  itemName,
  projectDisclosures,
  readPage,
  type HomeDisclosures,
  type ListQuery,
  type ProjectDisclosures,
  type ReadPage
} from './read-schema.ts';
import { browsed, card, matrix, type DisclosureCard, type Matrix } from './schema.ts';

const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });

/** The filters as the database takes them. A district outside the city that is asked for does not count. */
export function filtersOf({ city, district, ...rest }: ListQuery['filters']): Record<string, string> {
  const inside = !city || !district || district.startsWith(city.replace(/(00)+$/, ''));
  const given = { ...rest, division: (inside ? district : undefined) ?? city };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** One page of the list with the counts of the whole. */
export async function browse(db: Client, query: ListQuery) {
  return unwrap(
    await db.rpc('browse_disclosures', {
      filters: filtersOf(query.filters),
      sort: query.sort,
      page_number: query.page,
      page_size: query.size
    }),
    browsed
  );
}

/** The items of the catalogue by name, along the life of a project. */
export async function items(db: Client) {
  const asked = db.from('disclosure_items').select('item,name,name_en').order('sort').order('item');
  return unwrap(await asked, z.array(itemName));
}

/** Everything the page of a disclosure shows; 404 for a code that none has. */
export async function read(db: Client, slug: string): Promise<ReadPage> {
  return unwrap(await db.rpc('disclosure_page', { slug }), readPage.nullable()) ?? missing();
}

/** What a project discloses and owes, with its plan; 404 for a code that no project has. */
export async function ofProject(db: Client, slug: string): Promise<ProjectDisclosures> {
  return (
    unwrap(await db.rpc('project_disclosure_page', { slug }), projectDisclosures.nullable()) ?? missing()
  );
}

/** The cards alone, for a page that has the project already. */
export async function cards(db: Client, slug: string): Promise<DisclosureCard[]> {
  return unwrap(await db.rpc('project_disclosures', { slug }), z.array(card));
}

/** Projects × items of a division, a page of projects; 404 for a code that is none of the province's. */
export async function compare(
  db: Client,
  code: string,
  { page, size }: { page: number; size: number }
): Promise<Matrix> {
  const answer = await db.rpc('disclosure_matrix', { code, page_number: page, page_size: size });
  return unwrap(answer, matrix.nullable()) ?? missing();
}

/** The home page's short lists. */
export async function atHome(db: Client): Promise<HomeDisclosures> {
  return unwrap(await db.rpc('home_disclosures'), home);
}
