import { error } from '@sveltejs/kit';
import { z } from 'zod';
import * as organizations from '#lib/organizations/organizations.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { listed, type Grant, type ListQuery } from './schema.ts';

/** A page of accounts with their memberships, the newest first. Administrators. */
export async function list(db: Client, { filters, page, size }: ListQuery) {
  const answer = await db.rpc('browse_people', {
    q: filters.q ?? null,
    page_number: page,
    page_size: size
  });
  return unwrap(answer, listed);
}

/** Grants a membership, or changes the one that the person has there. Administrators. */
export async function grant(db: Client, input: Grant): Promise<void> {
  const { email, role, valid_until } = input;
  const organization_id = role === 'administrator' ? null : await organizationOf(db, input);
  const duties = { officer: input.officer_duties, company_member: input.company_duties, administrator: [] }[
    role
  ];
  const facts = { email, role, organization_id, duties, valid_until };
  unwrap(await db.rpc('grant_membership', { facts }), z.string());
}

async function organizationOf(db: Client, { role, organization }: Grant): Promise<string> {
  const kind = role === 'officer' ? 'bureau' : 'company';
  const found = await organizations.find(db, organization, kind);
  return found ?? error(422, { code: 'organization_not_found', message: 'organization_not_found' });
}

/** Ends a membership at once. Administrators. */
export async function end(db: Client, membership: string): Promise<void> {
  unwrap(await db.rpc('end_membership', { membership }), z.unknown());
}
