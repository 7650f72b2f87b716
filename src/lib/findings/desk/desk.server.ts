import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { itemRow } from '#lib/catalogue/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import {
  bulk,
  deskFinding,
  deskList,
  moved,
  movedLine,
  siteOfficers,
  type DeskFinding
} from '../desk-schema.ts';
import type { grounds } from '../words.ts';
import type { Decided, ListQuery } from './schema.ts';

/** The queues of who asks: of the jurisdiction, or of the own company. */
export async function list(db: Client, { filters, page, size }: ListQuery) {
  const { since, until, ...rest } = filters;
  const answer = await db.rpc('browse_desk_findings', {
    filters: { ...rest, from: since, to: until },
    page_number: page,
    page_size: size
  });
  return unwrap(answer, deskList);
}

/** A finding as those who take part in it see it; 404 for everybody else. */
export async function read(db: Client, slug: string): Promise<DeskFinding> {
  const found = unwrap(await db.rpc('desk_finding', { slug }), deskFinding.nullable());
  return found ?? error(404, { code: 'finding_not_found', message: 'finding_not_found' });
}

const addresses = z.array(z.object({ slug: z.string(), disclosure_id: z.string() }));
const versions = z.array(
  z.object({
    disclosure_id: z.string(),
    version: z.number(),
    facts: z.record(z.string(), z.unknown()),
    note: z.string().nullable()
  })
);
const fields = z.array(itemRow.pick({ item: true, fields: true }));

/** What was public when it was looked at: facts of the very version, by the position of the line. */
export async function disclosed(db: Client, { line_list: lines }: Pick<DeskFinding, 'line_list'>) {
  const slugs = [...new Set(lines.flatMap(({ disclosure }) => disclosure ?? []))];
  const items = [...new Set(lines.flatMap(({ item }) => item ?? []))];
  const [named, known] = await Promise.all([
    db.from('disclosures').select('slug, disclosure_id').in('slug', slugs),
    db.from('disclosure_items').select('item, fields').in('item', items)
  ]);
  const found = unwrap(named, addresses);
  const catalogue = unwrap(known, fields);
  const ids = found.map(({ disclosure_id }) => disclosure_id);
  const columns = 'disclosure_id, version, facts, note';
  const told = unwrap(
    await db.from('disclosure_versions').select(columns).in('disclosure_id', ids),
    versions
  );
  return Object.fromEntries(
    lines.flatMap(({ position, item, disclosure, version }) => {
      const id = found.find(({ slug }) => slug === disclosure)?.disclosure_id;
      const one = told.find((other) => other.disclosure_id === id && other.version === version);
      const about = catalogue.find((other) => other.item === item);
      return one && about
        ? [[String(position), { fields: about.fields, facts: one.facts, note: one.note }]]
        : [];
    })
  );
}
export type Disclosed = Awaited<ReturnType<typeof disclosed>>;

interface Triage {
  outcome: string;
  reason: string;
  duplicate_of?: string;
  edits?: number;
}

/** Each finding on its own: one that cannot be triaged is answered with its problem. */
export async function triage(db: Client, slugs: string[], { outcome, reason, duplicate_of, edits }: Triage) {
  const answer = await db.rpc('triage_findings', {
    slugs,
    outcome,
    reason: reason === '' ? null : reason,
    duplicate_of: duplicate_of === '' ? null : (duplicate_of ?? null),
    expected_edits: edits ?? null
  });
  return unwrap(answer, bulk);
}

export const assign = async (db: Client, slugs: string[], officer: string | null) =>
  unwrap(await db.rpc('assign_findings', { slugs, officer }), bulk);

export async function askExpert(db: Client, slug: string, number: string, edits: number): Promise<void> {
  unwrap(await db.rpc('ask_expert', { slug, number, expected_edits: edits }), moved);
}

export async function decide(db: Client, slug: string, { lines, edits }: Decided): Promise<void> {
  unwrap(await db.rpc('decide_finding', { slug, lines, expected_edits: edits }), moved);
}

interface Withholding {
  ground: (typeof grounds)[number];
  reason: string;
  until: string;
  edits: number;
}

export async function withhold(db: Client, slug: string, { edits, ...facts }: Withholding): Promise<void> {
  unwrap(await db.rpc('withhold_finding', { slug, ...facts, expected_edits: edits }), z.unknown());
}

export async function sign(db: Client, slug: string, agree: boolean, reason: string): Promise<void> {
  const answer = await db.rpc('sign_withholding', { slug, agree, reason: reason === '' ? null : reason });
  unwrap(answer, z.unknown());
}

export async function release(db: Client, slug: string, reason: string): Promise<void> {
  unwrap(await db.rpc('release_finding', { slug, reason }), z.unknown());
}

interface Override {
  position: number;
  outcome: 'closed' | 'reopened';
  reason: string;
  edits: number;
}

export async function override(
  db: Client,
  slug: string,
  { edits, position, ...facts }: Override
): Promise<void> {
  unwrap(
    await db.rpc('override_rectification', { slug, ...facts, line: position, expected_edits: edits }),
    movedLine
  );
}

export interface Attached {
  document_id: string;
  caption: string;
}

interface Reply {
  stance: string;
  reply: string;
  edits: number;
  documents: Attached[];
}

export async function answer(db: Client, slug: string, { edits, ...facts }: Reply): Promise<void> {
  unwrap(await db.rpc('reply_finding', { slug, ...facts, expected_edits: edits }), moved);
}

interface Plan {
  position: number;
  plan: string;
  fix_by: string;
  edits: number;
  documents: Attached[];
}

export async function plan(db: Client, slug: string, { edits, position, ...facts }: Plan): Promise<void> {
  unwrap(
    await db.rpc('plan_rectification', { slug, ...facts, line: position, expected_edits: edits }),
    movedLine
  );
}

interface Claim {
  position: number;
  note: string;
  edits: number;
  before: Attached[];
  after: Attached[];
}

export async function claim(db: Client, slug: string, { edits, position, ...facts }: Claim): Promise<void> {
  unwrap(
    await db.rpc('claim_rectification', { slug, ...facts, line: position, expected_edits: edits }),
    movedLine
  );
}

const named = z.object({ project_id: z.string(), name: z.string() });

/** A project by its address: documents hang on its id. */
export async function project(db: Client, slug: string) {
  const [found] = unwrap(
    await db.from('projects').select('project_id, name').eq('slug', slug).limit(1),
    z.array(named)
  );
  return found ?? error(404, { code: 'project_not_found', message: 'project_not_found' });
}

/** Who oversees the building site day by day, and so may not verify there. */
export const onSite = async (db: Client, slug: string) =>
  unwrap(await db.rpc('site_officers', { project: slug }), siteOfficers);

interface OnSite {
  officer: string;
  from_day: string;
  until_day: string | null;
}

export async function setOnSite(db: Client, slug: string, facts: OnSite): Promise<void> {
  unwrap(await db.rpc('set_site_officer', { project: slug, ...facts }), z.unknown());
}
