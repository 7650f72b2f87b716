import { housingTypes, stages } from '#lib/projects/projects.ts';
import type { ProjectCard } from '#lib/projects/schema.ts';

export interface Near {
  project: ProjectCard;
  distance: number;
}

const isText = (value: unknown) => typeof value === 'string';
const isMaybe = (value: unknown, type: 'string' | 'number') => value === null || typeof value === type;

function isCard(value: object): value is ProjectCard & { distance_m: number } {
  const v: Record<string, unknown> = { ...value };
  return (
    [v.slug, v.name, v.division_code, v.division, v.division_en, v.updated_at].every(isText) &&
    [v.address, v.zone, v.city_code, v.city, v.city_en, v.developer].every((x) => isMaybe(x, 'string')) &&
    [v.floor_area_m2, v.unit_count, v.lat, v.lng].every((x) => isMaybe(x, 'number')) &&
    housingTypes.some((type) => type === v.housing_type) &&
    stages.some((stage) => stage === v.stage) &&
    typeof v.distance_m === 'number'
  );
}

/** The answer of /map/nearby, read without the schema library. Throws when it is none. */
export function readNearby(value: unknown): Near[] {
  if (!Array.isArray(value)) throw new TypeError('not an answer about what is nearby');
  return value.map((row: unknown) => {
    if (typeof row !== 'object' || row === null || !isCard(row)) throw new TypeError('not a project');
    return { project: row, distance: row.distance_m };
  });
}
