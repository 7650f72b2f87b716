import { error } from '@sveltejs/kit';
import { z } from 'zod';
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
