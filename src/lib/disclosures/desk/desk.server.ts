import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { isCompanyMember, type Person } from '#lib/accounts/person.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { deskBrowsed, deskDisclosure, type DeskDisclosure } from '../schema.ts';
import type { Facts } from '#lib/catalogue/describe-facts.ts';
import type { Act } from './acts.ts';
import type { ListQuery } from './schema.ts';
import type { channel, withholding } from './schema.ts';

const item = z.object({ item: z.string(), name: z.string(), name_en: z.string() });
export type NamedItem = z.infer<typeof item>;

/** Every item of the catalogue by name, along the life of a project. */
export async function items(db: Client): Promise<NamedItem[]> {
  return unwrap(
    await db.from('disclosure_items').select('item, name, name_en').order('sort').order('item'),
    z.array(item)
  );
}

/** The asker's queue. A company begins with what waits for it; an officer, for whom nothing waits, with everything. */
export async function list(db: Client, who: Person, { filters, page, size }: ListQuery) {
  const { todo = isCompanyMember(who) && !filters.project ? 'mine' : 'all', ...rest } = filters;
  const answer = await db.rpc('browse_desk_disclosures', {
    filters: { ...rest, ...(todo === 'all' ? {} : { todo }) },
    page_number: page,
    page_size: size
  });
  return { todo, ...unwrap(answer, deskBrowsed) };
}

/** A disclosure as those who take part see it; 404 for everybody else. */
export async function read(db: Client, slug: string): Promise<DeskDisclosure> {
  const found = unwrap(await db.rpc('desk_disclosure', { slug }), deskDisclosure.nullable());
  return found ?? error(404, { code: 'disclosure_not_found', message: 'disclosure_not_found' });
}

export interface Draft {
  facts: Facts;
  note: string;
  reason: string;
  documents: { document_id: string; caption: string }[];
  /** The number that the form was made from; null of a new one. */
  edits: number | null;
}

const written = z.object({ version: z.number(), edits: z.number() });

/** Begins or changes the draft. */
export async function save(db: Client, slug: string, { facts, note, reason, documents, edits }: Draft) {
  const answer = await db.rpc('save_disclosure', {
    slug,
    facts,
    note,
    reason,
    documents: documents.map(({ document_id, caption }) => ({ document_id, caption })),
    expected_edits: edits
  });
  return unwrap(answer, written);
}

export interface Advance {
  act: Act;
  edits: number;
  reason?: string;
  /** A moment, ISO 8601. */
  publish_at?: string;
}

/** One step of the open version. */
export async function advance(
  db: Client,
  slug: string,
  { act, edits, reason, publish_at }: Advance
): Promise<void> {
  const answer = await db.rpc('advance_disclosure', {
    slug,
    act,
    expected_edits: edits,
    reason: reason ?? null,
    publish_at: publish_at ?? null
  });
  unwrap(answer, z.unknown());
}

export async function withdraw(db: Client, slug: string, reason: string): Promise<void> {
  unwrap(await db.rpc('withdraw_disclosure', { slug, reason }), z.unknown());
}

export async function withhold(
  db: Client,
  slug: string,
  decision: z.infer<typeof withholding>
): Promise<void> {
  unwrap(await db.rpc('withhold_disclosure', { slug, ...decision }), z.unknown());
}

export async function release(db: Client, slug: string, reason: string): Promise<void> {
  unwrap(await db.rpc('release_disclosure', { slug, reason }), z.unknown());
}

type Shown = Pick<z.infer<typeof channel>, 'channel' | 'posted_on' | 'url' | 'note'> & {
  document: string | null;
};

/** Where else the published version was shown. */
export async function record(db: Client, slug: string, shown: Shown): Promise<void> {
  unwrap(await db.rpc('record_channel', { slug, ...shown }), z.unknown());
}
