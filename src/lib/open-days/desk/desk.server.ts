import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import {
  deskBrowsed,
  deskOpenDay,
  requests,
  saved,
  series,
  templates,
  told,
  type DeskOpenDay,
  type OpenDayFacts
} from '../desk-schema.ts';
import type { Change, ListQuery, RequestQuery } from './schema.ts';

type Facts = Record<string, unknown>;

export async function browse(db: Client, { filters, page, size }: ListQuery) {
  const answer = await db.rpc('browse_desk_open_days', { filters, page_number: page, page_size: size });
  return unwrap(answer, deskBrowsed);
}

/** An open day as those who take part see it; 404 for everybody else. */
export async function read(db: Client, slug: string): Promise<DeskOpenDay> {
  const found = unwrap(await db.rpc('desk_open_day', { slug }), deskOpenDay.nullable());
  return found ?? error(404, { code: 'open_day_not_found', message: 'open_day_not_found' });
}

export async function save(db: Client, slug: string, given: { facts: Facts; edits: number }) {
  const { facts, edits } = given;
  return unwrap(await db.rpc('save_open_day', { slug, facts, expected_edits: edits }), saved);
}

/** A voluntary day of a project. */
export async function propose(db: Client, project: string, facts: Facts) {
  return unwrap(await db.rpc('save_open_day', { slug: null, facts: { ...facts, project } }), saved);
}

export async function repeat(
  db: Client,
  given: { project: string; facts: Facts; frequency: string; until: string }
) {
  return unwrap(await db.rpc('add_open_day_series', given), series);
}

export async function announce(db: Client, slug: string, edits: number) {
  return unwrap(await db.rpc('announce_open_day', { slug, expected_edits: edits }), told);
}

export async function change(db: Client, slug: string, { facts, reason, edits }: Change) {
  const given = { slug, facts, reason, expected_edits: edits };
  return unwrap(await db.rpc('change_open_day', given), told);
}

export async function cancel(db: Client, slug: string, reason: string, note: string) {
  return unwrap(await db.rpc('cancel_open_day', { slug, reason, note }), told);
}

export async function close(db: Client, slug: string): Promise<void> {
  unwrap(await db.rpc('close_open_day', { slug }), z.unknown());
}

/** A day in place of a cancelled one; its guests come first. */
export async function replace(db: Client, slug: string) {
  return unwrap(await db.rpc('replace_open_day', { slug }), saved);
}

/** The templates of a company; none for those who are not its members. */
export async function templatesOf(db: Client, organization: string) {
  return unwrap(await db.rpc('desk_open_day_templates', { organization }), templates);
}

export async function keep(
  db: Client,
  organization: string,
  name: string,
  facts: OpenDayFacts
): Promise<void> {
  unwrap(await db.rpc('save_open_day_template', { organization, name, facts }), z.unknown());
}

export async function forget(db: Client, template: string): Promise<void> {
  unwrap(await db.rpc('remove_open_day_template', { template }), z.unknown());
}

const developed = z.array(
  z.object({ projects: z.object({ slug: z.string(), name: z.string(), division_code: z.string() }) })
);

/** The projects that the person's companies develop, by name. */
export async function projectsOf(db: Client, who: Person) {
  const companies = who.memberships.flatMap(({ role, duties, organization_id }) =>
    role === 'company_member' && duties.includes('edit') && organization_id ? [organization_id] : []
  );
  if (companies.length === 0) return [];
  const answer = await db
    .from('project_parties')
    .select('projects(slug,name,division_code)')
    .eq('role', 'developer')
    .in('organization_id', companies)
    .limit(500);
  const found = unwrap(answer, developed).map(({ projects }) => projects);
  return found.toSorted((a, b) => a.name.localeCompare(b.name, 'zh'));
}

export async function asked(db: Client, { filters, page, size }: RequestQuery) {
  const answer = await db.rpc('browse_open_day_requests', {
    filters: { ...filters, state: filters.state ?? 'open' },
    page_number: page,
    page_size: size
  });
  return unwrap(answer, requests);
}

export async function respond(
  db: Client,
  given: { request: string; decision: 'accept' | 'decline'; open_day: string | null; answer: string }
) {
  const answer = await db.rpc('answer_open_day_request', {
    request: given.request,
    accept: given.decision === 'accept',
    answer: given.answer,
    open_day: given.open_day
  });
  unwrap(answer, z.unknown());
}
