import { stages, type Stage } from '#lib/projects/projects.ts';

/** What the map draws. Read by hand rather than by the schema library, which browsers are spared. */
export type Pin =
  | { kind: 'division'; code: string; lat: number; lng: number; count: number }
  | { kind: 'cluster'; lat: number; lng: number; count: number }
  | { kind: 'work'; slug: string; lat: number; lng: number; name: string; stage: Stage };

export interface Reply {
  total: number;
  without: number;
  pins: Pin[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isStage = (value: unknown): value is Stage => stages.some((stage) => stage === value);

function pinOf(value: unknown): Pin[] {
  if (!Array.isArray(value)) return [];
  const cells: unknown[] = value;
  const [first, lat, lng, rest, stage] = cells;
  if (typeof lat !== 'number' || typeof lng !== 'number') return [];
  if (typeof first === 'number') return [{ kind: 'cluster', lat, lng, count: first }];
  if (typeof first !== 'string') return [];
  if (typeof rest === 'number') return [{ kind: 'division', code: first, lat, lng, count: rest }];
  return typeof rest === 'string' && isStage(stage)
    ? [{ kind: 'work', slug: first, lat, lng, name: rest, stage }]
    : [];
}

/** Throws when it is no reply of the map. */
export function readReply(value: unknown): Reply {
  if (!isRecord(value) || typeof value.total !== 'number' || typeof value.without_location !== 'number')
    throw new TypeError('not a reply of the map');
  const given = value.divisions ?? value.points;
  return {
    total: value.total,
    without: value.without_location,
    pins: Array.isArray(given) ? given.flatMap(pinOf) : []
  };
}
