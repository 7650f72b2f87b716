import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { isWithin, jurisdictions } from '#lib/desk/jurisdiction.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { editable, saved, type Editable, type EditListQuery } from './edit-schema.ts';
import { divisions } from './import/import.server.ts';
import * as kinds from './kinds.server.ts';
import type { Building, ProjectFacts, ReadContext } from './read-form.ts';
import { browsed } from './schema.ts';

/** A page of the projects in the person's jurisdiction, or in a division of it. */
export async function list(db: Client, who: Person, { filters, sort, page, size }: EditListQuery) {
  const mine = jurisdictions(who);
  const asked = filters.division;
  const division = asked && mine.some((outer) => isWithin(asked, outer)) ? asked : mine[0];
  if (!division) error(403, { code: 'officer_required', message: 'officer_required' });
  const answer = await db.rpc('browse_projects', {
    filters: { ...filters, division },
    sort,
    page_number: page,
    page_size: size
  });
  return { division, ...unwrap(answer, browsed) };
}

/** A project as its form needs it; 404 for a code that no project has. */
export async function read(db: Client, slug: string): Promise<Editable> {
  const project = unwrap(await db.rpc('project_page', { slug }), editable.nullable());
  return project ?? error(404, { code: 'project_not_found', message: 'project_not_found' });
}

/** The kinds of milestones that projects in these divisions can have, with those that `project` has already. */
export async function kindsIn(db: Client, within: readonly string[], project?: Editable) {
  const all = await kinds.list(db);
  const isThere = (code: string) => within.some((one) => isWithin(one, code) || isWithin(code, one));
  const has = new Set(project?.milestones.map(({ kind }) => kind));
  return all.filter(({ kind, active, division_code }) => has.has(kind) || (active && isThere(division_code)));
}

/** What a form of a project is read with. */
export async function context(db: Client, shown: ReadContext['kinds'], lang: Lang): Promise<ReadContext> {
  return { divisions: await divisions(db), today: calendarDay(), kinds: shown, lang };
}

export interface Save {
  facts: ProjectFacts;
  buildings: Building[];
  /** Of a project that is there already. */
  stored?: { project_id: string; version: number };
}

/** Registers or changes a project; public at once. */
export async function save(db: Client, { facts, buildings, stored }: Save) {
  const answer = await db.rpc('save_project', {
    facts: stored ? { ...facts, project_id: stored.project_id } : facts,
    expected_version: stored?.version ?? null,
    buildings
  });
  return unwrap(answer, saved);
}

/** An officer says whether the place is right. */
export async function judge(db: Client, project: string, quality: string): Promise<void> {
  unwrap(await db.rpc('set_location_quality', { project, quality }), z.unknown());
}
