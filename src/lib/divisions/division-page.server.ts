import { error } from '@sveltejs/kit';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { divisionPage, type DivisionPage } from './division-page.ts';

const province = '420000';

/** Everything the page of a division shows; 404 for a code that is none of the province's. */
export async function read(db: Client, code: string): Promise<DivisionPage> {
  const page = unwrap(await db.rpc('division_page', { code }), divisionPage.nullable());
  return page ?? error(404, { code: 'not_found', message: 'not_found' });
}

/** The province's units with their counts, pilot cities first. */
export async function list(db: Client) {
  const { entries: _, children, ...whole } = await read(db, province);
  return { whole, children: children.toSorted((a, b) => Number(b.pilot) - Number(a.pilot)) };
}
