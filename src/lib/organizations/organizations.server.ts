import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { listed, stored, type ListQuery, type Organization, type OrganizationInput } from './schema.ts';

/** A page of organizations by name. */
export async function list(db: Client, { filters, page, size }: ListQuery) {
  return unwrap(
    await db.rpc('browse_organizations', { filters, page_number: page, page_size: size }),
    listed
  );
}

export async function read(db: Client, slug: string): Promise<Organization> {
  const columns = 'organization_id, slug, kind, name, uscc, division_code, contact, demo';
  const answer = await db.from('organizations').select(columns).eq('slug', slug).maybeSingle();
  return (
    unwrap(answer, stored.nullable()) ??
    error(404, { code: 'organization_not_found', message: 'organization_not_found' })
  );
}

/** Adds or changes an organization; returns its slug. Administrators. */
export async function save(db: Client, facts: OrganizationInput): Promise<string> {
  const saved = unwrap(await db.rpc('save_organization', { facts }), z.object({ slug: z.string() }));
  return saved.slug;
}

/** The organization that a person means by its full name or its credit code, of the kind that is wanted. */
export async function find(db: Client, text: string, kind: 'bureau' | 'company'): Promise<string | null> {
  const answer = await db.rpc('browse_organizations', { filters: { q: text, kind }, page_size: 100 });
  const { rows } = unwrap(answer, listed);
  const meant = rows.filter(({ name, uscc }) => name === text || uscc === text.toUpperCase());
  const [only] = meant;
  return meant.length === 1 && only ? only.organization_id : null;
}

/** Names of all bureaus: few, so that a form can offer them. */
export async function bureaus(db: Client): Promise<string[]> {
  const answer = await db
    .from('organizations')
    .select('name')
    .eq('kind', 'bureau')
    .order('division_code')
    .limit(500);
  return unwrap(answer, z.array(z.object({ name: z.string() }))).map(({ name }) => name);
}
