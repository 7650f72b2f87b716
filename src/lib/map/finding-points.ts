/** What a finding on the map is like: wrong and not put right, nothing decided or being put right, all well. */
export const tones = ['wrong', 'open', 'fine'] as const;
export type FindingTone = (typeof tones)[number];

/** Findings as the map draws them. Read by hand rather than by the schema library, which browsers are spared. */
export interface FindingPoint {
  slug: string;
  number: string;
  lat: number;
  lng: number;
  outcome: string | null;
  project: string;
  published_at: string;
  tone: FindingTone;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function toneOf(outcome: unknown, fix: unknown): FindingTone {
  if (fix === 'closed' || outcome === 'matched' || outcome === 'not_substantiated') return 'fine';
  if (fix === 'overdue') return 'wrong';
  return fix !== 'open' && (outcome === 'substantiated' || outcome === 'partly') ? 'wrong' : 'open';
}

function pointOf(value: unknown): FindingPoint[] {
  if (!isRecord(value)) return [];
  const { slug, number, lat, lng, outcome, project, published_at, rectification } = value;
  return typeof slug === 'string' &&
    typeof number === 'string' &&
    typeof lat === 'number' &&
    typeof lng === 'number' &&
    typeof project === 'string' &&
    typeof published_at === 'string'
    ? [
        {
          ...{ slug, number, lat, lng, project, published_at },
          outcome: typeof outcome === 'string' ? outcome : null,
          tone: toneOf(outcome, rectification)
        }
      ]
    : [];
}

/** Throws when it is no such reply. */
export function readFindings(value: unknown): FindingPoint[] {
  if (!Array.isArray(value)) throw new TypeError('not a list of findings');
  return value.flatMap(pointOf);
}

/** What was found at one place: as grave as the gravest of it. */
export interface FindingPlace {
  lat: number;
  lng: number;
  tone: FindingTone;
  findings: FindingPoint[];
}

/** Findings on one work share its place: they are one mark, or the last would hide the others. */
export const placesOf = (points: readonly FindingPoint[]): FindingPlace[] =>
  [...Map.groupBy(points, ({ lat, lng }) => `${String(lat)} ${String(lng)}`).values()].flatMap((findings) => {
    const [first] = findings;
    const tone = tones.find((one) => findings.some((finding) => finding.tone === one));
    return first && tone ? [{ lat: first.lat, lng: first.lng, tone, findings }] : [];
  });
