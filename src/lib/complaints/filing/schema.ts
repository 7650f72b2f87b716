import { z } from 'zod';
import { card } from '#lib/projects/schema.ts';
import { namings, states } from '../words.ts';
import { lengths } from './draft.ts';

/** What the database answers the form, and what the form is held to before anything is filed. */
const text = z.string().nullable();

export const warrantyKinds = [
  'waterproofing',
  'heating_cooling',
  'pipes_wiring_fit_out',
  'structure'
] as const;
export const warranty = z.object({
  kind: z.enum(warrantyKinds),
  accepted_on: text,
  until: text,
  standing: z.enum(['in_warranty', 'expired', 'design_life', 'unknown'])
});
export type Warranty = z.infer<typeof warranty>;

/** `filing_place`. */
export const place = z.object({
  project: card,
  finding: z.object({ slug: z.string(), number: z.string() }).nullable(),
  warranties: z.record(z.enum(warrantyKinds), warranty)
});
export type Place = z.infer<typeof place>;

export const category = z.object({
  category: z.string(),
  name: z.string(),
  name_en: z.string(),
  examples: z.string(),
  examples_en: z.string(),
  kind: z.enum(['quality', 'disclosure', 'site', 'after_sale', 'other']),
  warranty: z.enum(warrantyKinds).nullable(),
  danger: z.boolean()
});
export type Category = z.infer<typeof category>;

/** `nearby_complaints`: others reported this. */
export const other = z.object({
  slug: z.string(),
  number: z.string(),
  category: z.string(),
  state: z.enum(states),
  title: text,
  joined: z.number(),
  filed: z.string(),
  metres: z.number().nullable()
});
export type Other = z.infer<typeof other>;

/** What the page asks while it is filled in. */
export interface Around {
  place: Place | null;
  others: Other[];
}

const words = (name: keyof typeof lengths) =>
  z
    .string()
    .trim()
    .max(lengths[name])
    .transform((given) => given || undefined);
const degrees = (most: number) =>
  z
    .string()
    .transform((given) => (given === '' ? undefined : Number(given)))
    .pipe(z.number().min(-most).max(most).optional());

/** A draft as it is filed: `problemsOf` has said in words what was wrong; whoever passes by the form is stopped here. */
export const filing = z.object({
  attempt: z.uuid(),
  project: words('project'),
  finding: words('finding'),
  division: z.union([z.literal('').transform(() => undefined), z.string().regex(/^\d{6}$/)]),
  lat: degrees(90),
  lng: degrees(180),
  category: words('category'),
  join: words('join'),
  description: z.string().trim().max(lengths.description),
  spot: words('spot'),
  naming: z.enum(namings),
  shown_name: words('shown_name'),
  name: words('name'),
  phone: words('phone'),
  email: words('email'),
  address: words('address'),
  urgent: z.boolean(),
  wants_mail: z.boolean(),
  coarse_place: z.boolean(),
  coarse_time: z.boolean(),
  unlisted: z.boolean(),
  account: z.boolean()
});
