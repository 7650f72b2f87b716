import { z } from 'zod';
import * as projects from '#lib/projects/browse.server.ts';
import { list, type ProjectCard } from '#lib/projects/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hasPoint, type Draft } from './draft.ts';
import { category, other, place, type Around, type Category } from './schema.ts';

let known: Category[] | null = null;

/** What a complaint can be about. Changes with a migration only. */
export async function categories(db: Client): Promise<Category[]> {
  const columns = 'category,name,name_en,examples,examples_en,kind,warranty,danger';
  known ??= unwrap(await db.from('complaint_categories').select(columns).order('sort'), z.array(category));
  return known;
}

type Asked = Pick<Draft, 'project' | 'finding' | 'lat' | 'lng' | 'category'>;

/** Ten metres are enough to find what is near. */
const coarse = (degrees: string) => Math.round(Number(degrees) * 10_000) / 10_000;

async function readPlace(db: Client, { project, finding }: Asked) {
  if (!project && !finding) return null;
  return unwrap(
    await db.rpc('filing_place', { project: project || null, finding: finding || null }),
    place.nullable()
  );
}

/** The project that was chosen, its warranties, and what others reported there. */
export async function around(db: Client, asked: Asked): Promise<Around> {
  const found = await readPlace(db, asked);
  const pointed = hasPoint(asked);
  if (!found && !pointed) return { place: null, others: [] };
  const others = unwrap(
    await db.rpc('nearby_complaints', {
      project: found?.project.slug ?? null,
      lat: pointed ? coarse(asked.lat) : (found?.project.lat ?? null),
      lng: pointed ? coarse(asked.lng) : (found?.project.lng ?? null),
      category: asked.category || null
    }),
    z.array(other)
  );
  return { place: found, others };
}

/** Projects by name, address or permit number. */
export async function search(
  db: Client,
  { q, division }: Pick<Draft, 'q' | 'division'>
): Promise<ProjectCard[]> {
  if (!q.trim()) return [];
  const query = list.parse(new URLSearchParams({ q: q.trim() }));
  const { rows } = await projects.browse(db, { ...query, sort: 'name' });
  // those of the district that is chosen first
  const here = (card: ProjectCard) => Number(division !== '' && card.division_code === division);
  return rows.toSorted((a, b) => here(b) - here(a)).slice(0, 10);
}
