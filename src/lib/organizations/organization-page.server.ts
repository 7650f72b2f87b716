import { error } from '@sveltejs/kit';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { browsed, organizationPage, type ListQuery } from './organization-page.ts';

/** Everything the page of an organization shows; 404 for a code that nobody has. */
export async function read(db: Client, slug: string) {
  const page = unwrap(await db.rpc('organization_page', { slug }), organizationPage.nullable());
  return page ?? error(404, { code: 'not_found', message: 'not_found' });
}

/** A page of the list of organizations, by name. */
export async function browse(db: Client, { filters, page, size }: ListQuery) {
  const args = { filters, page_number: page, page_size: size };
  return unwrap(await db.rpc('browse_organizations', args), browsed);
}
