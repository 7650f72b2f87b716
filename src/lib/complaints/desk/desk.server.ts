import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { bulk, moved } from '../schema.ts';
import type { OfficerAct } from '../words.ts';
import type { BulkAct } from './acts.ts';
import {
  categories as categoryRows,
  deskCase,
  deskList,
  deskRows,
  points,
  sealed,
  workload as workloadRows,
  type DeskCase
} from './replies.ts';
import type { ListQuery } from './schema.ts';

type Filters = ListQuery['filters'];

/** The desk of whoever asks: own bureaus and those below. */
export async function list(
  db: Client,
  { filters, page, size }: Pick<ListQuery, 'filters' | 'page' | 'size'>
) {
  const answer = await db.rpc('browse_desk_complaints', {
    filters: filters,
    page_number: page,
    page_size: size
  });
  return unwrap(answer, deskList);
}

export const rows = async (db: Client, filters: Filters) =>
  unwrap(await db.rpc('export_desk_complaints', { filters: filters }), deskRows);

export const onMap = async (db: Client, filters: Filters) =>
  unwrap(await db.rpc('map_desk_complaints', { filters: filters }), points);

export const workload = async (db: Client) => unwrap(await db.rpc('desk_workload'), workloadRows);

export const categories = async (db: Client) =>
  unwrap(await db.from('complaint_categories').select('category, name, name_en').order('sort'), categoryRows);

/** Bureaus to hand complaints to. */
export const bureaus = async (db: Client) =>
  unwrap(
    await db
      .from('organizations')
      .select('slug, name')
      .eq('kind', 'bureau')
      .order('division_code')
      .limit(300),
    z.array(z.object({ slug: z.string(), name: z.string() }))
  );

/** A case for those who have to do with it; 404 for everybody else. */
export async function read(db: Client, slug: string): Promise<DeskCase> {
  const found = unwrap(await db.rpc('desk_complaint', { slug }), deskCase.nullable());
  return found ?? error(404, { code: 'complaint_not_found', message: 'complaint_not_found' });
}

export async function advance(
  db: Client,
  slug: string,
  act: OfficerAct,
  facts: object,
  edits: number
): Promise<void> {
  unwrap(await db.rpc('advance_complaint', { slug, act, facts, expected_edits: edits }), moved);
}

/** Each on its own: what cannot be done is answered with its problem. */
export const advanceMany = async (db: Client, slugs: string[], act: BulkAct, facts: object) =>
  unwrap(await db.rpc('advance_complaints', { slugs, act, facts }), bulk);

/** The sealed contact data, and a line in the list of readings that the person sees. */
export const readContact = async (db: Client, slug: string, reason: string) =>
  unwrap(await db.rpc('read_contact', { slug, reason }), sealed);

export async function saveFilter(db: Client, name: string, query: string): Promise<void> {
  unwrap(await db.rpc('save_complaint_filter', { name, query }), z.string());
}

export async function removeFilter(db: Client, filter: string): Promise<void> {
  unwrap(await db.rpc('remove_complaint_filter', { filter }), z.unknown());
}
