import { z } from 'zod';
import { entry } from '#lib/journal/entry.ts';

const named = z.object({ division_code: z.string(), name: z.string(), name_en: z.string() });
const counts = z.record(z.string(), z.number());

/** What `division_page` answers. */
export const divisionPage = named.extend({
  level: z.enum(['province', 'prefecture', 'county_direct', 'county']),
  pilot: z.boolean(),
  parent: named.nullable(),
  total: z.number(),
  without_location: z.number(),
  pilots: z.number(),
  under_construction: z.number(),
  pilots_under_construction: z.number(),
  floor_area_m2: z.number(),
  unit_count: z.number(),
  stages: counts,
  types: counts,
  children: z.array(named.extend({ pilot: z.boolean(), total: z.number(), pilots: z.number() })),
  bureaus: z.array(z.object({ name: z.string(), slug: z.string(), contact: z.string().nullable() })),
  entries: z.array(entry)
});
export type DivisionPage = z.infer<typeof divisionPage>;
