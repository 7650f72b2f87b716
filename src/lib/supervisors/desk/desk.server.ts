import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import {
  deskBrowsed,
  deskCase,
  type deskList,
  ofProject,
  type DeskCase,
  type ProjectSupervisors
} from '../schema.ts';
import { given } from '../supervisors.server.ts';
import type { Decision } from './decide.ts';

const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });

/** A page of the cases of who asks; those that wait for a decision unless another list is asked for. */
export async function list(db: Client, { filters, page, size }: ReturnType<typeof deskList.parse>) {
  const args = {
    filters: given({ ...filters, list: filters.list ?? 'applied' }),
    page_number: page,
    page_size: size
  };
  return unwrap(await db.rpc('browse_desk_supervisors', args), deskBrowsed);
}

/** A whole case, personal data included: the database records who read it. */
export async function read(db: Client, slug: string): Promise<DeskCase> {
  return unwrap(await db.rpc('desk_supervisor', { slug }), deskCase.nullable()) ?? missing();
}

export async function decide(db: Client, slug: string, { act, edits, until, reason }: Decision) {
  const args = {
    slug,
    act,
    expected_edits: edits,
    valid_until: until === '' ? null : until,
    reason: reason === '' ? null : reason
  };
  return unwrap(await db.rpc('decide_supervisor', args), z.object({ state: z.string() }));
}

/** Appointments of a project, and whom its developer may appoint. */
export async function project(db: Client, slug: string, q: string | null): Promise<ProjectSupervisors> {
  return unwrap(await db.rpc('project_supervisors', { slug, q }), ofProject.nullable()) ?? missing();
}

export async function appoint(db: Client, slug: string, number: string, note: string): Promise<void> {
  const args = { project: slug, number, note: note === '' ? null : note };
  unwrap(await db.rpc('appoint_supervisor', args), z.string());
}

export async function end(db: Client, appointment: string, reason: string): Promise<void> {
  unwrap(await db.rpc('end_appointment', { appointment, reason }), z.null());
}
