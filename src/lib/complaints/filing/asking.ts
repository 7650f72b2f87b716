import { readNearby } from '#lib/map/nearby.ts';
import type { ProjectCard } from '#lib/projects/schema.ts';
import type { Draft } from './draft.ts';
import type { Around } from './schema.ts';

const isAround = (value: unknown): value is Around =>
  typeof value === 'object' &&
  value !== null &&
  'place' in value &&
  'others' in value &&
  Array.isArray(value.others);

type Asked = Pick<Draft, 'project' | 'finding' | 'lat' | 'lng' | 'category'>;

/** What the server knows of a place while the form is filled in. Throws where it does not answer. */
export async function askAround({ project, finding, lat, lng, category }: Asked): Promise<Around> {
  const params = new URLSearchParams({ project, finding, category });
  if (lat && lng) {
    params.set('lat', Number(lat).toFixed(4));
    params.set('lng', Number(lng).toFixed(4));
  }
  const response = await fetch(`/complaints/nearby?${params.toString()}`, { cache: 'no-store' });
  const value: unknown = response.ok ? await response.json() : null;
  if (!isAround(value)) throw new TypeError('not an answer about a place');
  return value;
}

/** Projects near a point, nearest first. */
export async function askNear({ lat, lng }: { lat: number; lng: number }): Promise<ProjectCard[]> {
  const place = new URLSearchParams({ lat: lat.toFixed(4), lng: lng.toFixed(4) });
  const response = await fetch(`/map/nearby?${place.toString()}`, { cache: 'no-store' });
  if (!response.ok) throw new Error(`status ${String(response.status)}`);
  return readNearby(await response.json())
    .slice(0, 5)
    .map(({ project }) => project);
}
