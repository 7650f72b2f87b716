/** Open days as the map draws them. Read by hand rather than by the schema library, which browsers are spared. */
export interface OpenDayPoint {
  slug: string;
  lat: number;
  lng: number;
  title: string;
  project: string;
  starts_at: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function pointOf(value: unknown): OpenDayPoint[] {
  if (!isRecord(value)) return [];
  const { slug, lat, lng, title, project, starts_at } = value;
  return typeof slug === 'string' &&
    typeof lat === 'number' &&
    typeof lng === 'number' &&
    typeof title === 'string' &&
    typeof project === 'string' &&
    typeof starts_at === 'string'
    ? [{ slug, lat, lng, title, project, starts_at }]
    : [];
}

/** Throws when it is no such reply. */
export function readOpenDays(value: unknown): OpenDayPoint[] {
  if (!Array.isArray(value)) throw new TypeError('not a list of open days');
  return value.flatMap(pointOf);
}
