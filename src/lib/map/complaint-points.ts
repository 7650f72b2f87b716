/** What a complaint on the map is like: past a deadline, being dealt with or put right, over. */
export const complaintTones = ['late', 'open', 'done'] as const;
export type ComplaintTone = (typeof complaintTones)[number];

/** Complaints as the map draws them. Read by hand rather than by the schema library, which browsers are spared. */
export interface ComplaintPoint {
  slug: string;
  number: string;
  lat: number;
  lng: number;
  /** As an officer called it; else its kind. */
  title: string;
  title_en: string;
  state: string;
  tone: ComplaintTone;
}
/** Those of a district that are not drawn. */
export interface ComplaintDistrict {
  name: string;
  name_en: string;
  count: number;
}
export interface ComplaintMap {
  points: ComplaintPoint[];
  districts: ComplaintDistrict[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function pointOf(value: unknown): ComplaintPoint[] {
  if (!isRecord(value)) return [];
  const { slug, number, lat, lng, category, category_en, title, state, group, overdue, result } = value;
  if (
    typeof slug !== 'string' ||
    typeof number !== 'string' ||
    typeof lat !== 'number' ||
    typeof lng !== 'number' ||
    typeof category !== 'string' ||
    typeof category_en !== 'string' ||
    typeof state !== 'string'
  )
    return [];
  const called = typeof title === 'string' ? title : null;
  const ended = group === 'ended' && result !== 'will_fix';
  return [
    {
      ...{ slug, number, lat, lng, state, title: called ?? category, title_en: called ?? category_en },
      tone: overdue === true ? 'late' : ended ? 'done' : 'open'
    }
  ];
}

function districtOf(value: unknown): ComplaintDistrict[] {
  if (!isRecord(value)) return [];
  const { name, name_en, count } = value;
  return typeof name === 'string' && typeof name_en === 'string' && typeof count === 'number'
    ? [{ name, name_en, count }]
    : [];
}

/** Throws when it is no such reply. */
export function readComplaints(value: unknown): ComplaintMap[] {
  if (!isRecord(value) || !Array.isArray(value.points) || !Array.isArray(value.districts))
    throw new TypeError('not complaints');
  return [{ points: value.points.flatMap(pointOf), districts: value.districts.flatMap(districtOf) }];
}

/** What was complained about at one place: as grave as the gravest of it. */
export interface ComplaintPlace {
  lat: number;
  lng: number;
  tone: ComplaintTone;
  complaints: ComplaintPoint[];
}

/** Complaints about one work share its place: they are one mark, or the last would hide the others. */
export const complaintPlaces = (points: readonly ComplaintPoint[]): ComplaintPlace[] =>
  [...Map.groupBy(points, ({ lat, lng }) => `${String(lat)} ${String(lng)}`).values()].flatMap(
    (complaints) => {
      const [first] = complaints;
      const tone = complaintTones.find((one) => complaints.some((complaint) => complaint.tone === one));
      return first && tone ? [{ lat: first.lat, lng: first.lng, tone, complaints }] : [];
    }
  );
