import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What `data_quality` counts of each city. */
export const city = z.object({
  key: z.string(),
  name: z.string(),
  name_en: z.string(),
  projects: count,
  no_place: count,
  placed: count,
  doubtful_place: count,
  begun: count,
  no_permit: count,
  no_code: count,
  owed: count,
  missing: count,
  published: count,
  late: count,
  unchecked: count,
  findings: count,
  unverified: count,
  rectifications: count,
  rectifications_overdue: count
});
export type City = z.infer<typeof city>;
export const cities = z.array(city);
