import { z } from 'zod';
import { readBox } from '#lib/map/view.ts';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';
import { housingTypes, sorts, stages } from './projects.ts';

const divisionCode = z.string().regex(/^\d{6}$/);

/** A part of the map: `west,south,east,north` in degrees. */
const area = z.string().transform((text, context) => {
  const found = readBox(text);
  if (found) return found;
  context.addIssue({ code: 'custom', message: 'not a box' });
  return z.NEVER;
});

/** What a list of projects reads from its address. */
export const list = listQuery({
  filters: {
    q: words(),
    city: pick(divisionCode),
    district: pick(divisionCode),
    type: pick(z.enum(housingTypes)),
    stage: pick(z.enum(stages)),
    pilot: pick(z.enum(['yes', 'no'])),
    place: pick(z.enum(['any', 'none'])),
    box: pick(area)
  },
  sorts
});
export type ListQuery = ReturnType<typeof list.parse>;

/** How the home page shows what was found. */
export const view = pick(z.enum(['map', 'list', 'grid'])).transform((given) => given ?? 'map');

export const card = z.object({
  slug: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  zone: z.string().nullable(),
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  city_code: z.string().nullable(),
  city: z.string().nullable(),
  city_en: z.string().nullable(),
  housing_type: z.enum(housingTypes),
  stage: z.enum(stages),
  pilot: z.boolean(),
  demo: z.boolean(),
  floor_area_m2: z.number().nullable(),
  unit_count: z.number().nullable(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  updated_at: z.string(),
  developer: z.string().nullable()
});
export type ProjectCard = z.infer<typeof card>;

const counts = z.record(z.string(), z.number());

/** A page of the list, as `browse_projects` answers. */
export const browsed = z.object({
  total: z.number(),
  /** Without the box. So are the counts below. */
  everywhere: z.number(),
  without_location: z.number(),
  pilots: z.number(),
  stages: counts,
  types: counts,
  divisions: counts,
  rows: z.array(card)
});

export const nearby = z.array(card.extend({ distance_m: z.number() }));

export const division = z.object({
  division_code: z.string(),
  name: z.string(),
  name_en: z.string(),
  level: z.enum(['province', 'prefecture', 'county_direct', 'county']),
  parent_code: z.string().nullable(),
  lat: z.number(),
  lng: z.number(),
  pilot: z.boolean()
});

const point = z.union([
  z.tuple([z.number(), z.number(), z.number()]),
  z.tuple([z.string(), z.number(), z.number(), z.string(), z.enum(stages)])
]);

/** What the map shows in a box, as `map_projects` answers. */
export const mapReply = z.object({
  total: z.number(),
  without_location: z.number(),
  divisions: z.array(z.tuple([z.string(), z.number(), z.number(), z.number()])).optional(),
  points: z.array(point).optional()
});

/** The box and the zoom that a map asks for. */
export const box = z.object({
  west: z.coerce.number().min(-180).max(180),
  south: z.coerce.number().min(-85).max(85),
  east: z.coerce.number().min(-180).max(180),
  north: z.coerce.number().min(-85).max(85),
  zoom: z.coerce.number().int().min(0).max(20)
});

export const place = z.object({
  lat: z.coerce.number().min(-90).max(90),
  lng: z.coerce.number().min(-180).max(180)
});
