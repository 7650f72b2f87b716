import type { FindingTone } from '#lib/map/finding-points.ts';
import type { Box } from '#lib/map/view.ts';

/** Open cases as the map draws them. Read by hand rather than by the schema library, which browsers are spared. */
export interface CasePoint {
  slug: string;
  number: string;
  lat: number;
  lng: number;
  project: string | null;
  due_on: string | null;
  tone: FindingTone;
}

/** Overdue looks like what is wrong, due soon like what is open: the same three shapes, with words of their own. */
const tones: Record<string, FindingTone> = { overdue: 'wrong', due_soon: 'open', fine: 'fine' };
export const toneWords = { wrong: 'overdue', open: 'due_soon', fine: 'fine' } as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function pointOf(value: unknown): CasePoint[] {
  if (!isRecord(value)) return [];
  const { slug, number, lat, lng, project, due_on, tone } = value;
  const known = typeof tone === 'string' ? tones[tone] : undefined;
  if (typeof slug !== 'string' || typeof number !== 'string' || !known) return [];
  if (typeof lat !== 'number' || typeof lng !== 'number') return [];
  return [
    {
      ...{ slug, number, lat, lng, tone: known },
      project: typeof project === 'string' ? project : null,
      due_on: typeof due_on === 'string' ? due_on : null
    }
  ];
}

/** Throws when it is no such reply. */
export function readCases(value: unknown): CasePoint[] {
  if (!Array.isArray(value)) throw new TypeError('not a list of cases');
  return value.flatMap(pointOf);
}

export interface CasePlace {
  lat: number;
  lng: number;
  tone: FindingTone;
  cases: CasePoint[];
}

/** Cases of one project share its place: they are one mark, as grave as the gravest of it. */
export const placesOf = (points: readonly CasePoint[]): CasePlace[] =>
  [...Map.groupBy(points, ({ lat, lng }) => `${String(lat)} ${String(lng)}`).values()].flatMap((cases) => {
    const [first] = cases;
    const tone = (['wrong', 'open', 'fine'] as const).find((one) => cases.some((c) => c.tone === one));
    return first && tone ? [{ lat: first.lat, lng: first.lng, tone, cases }] : [];
  });

/** Some kilometres about each place, so that a single one is not looked at from too near. */
const around = 0.05;

/** What holds all of them; null where there is none. */
export function boxOf(places: readonly { lat: number; lng: number }[]): Box | null {
  if (places.length === 0) return null;
  const [lats, lngs] = [places.map(({ lat }) => lat), places.map(({ lng }) => lng)];
  return {
    west: Math.min(...lngs) - around,
    south: Math.min(...lats) - around,
    east: Math.max(...lngs) + around,
    north: Math.max(...lats) + around
  };
}
