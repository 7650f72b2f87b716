import { z } from 'zod';

/** The words of a project as the database knows them. The order is the order of forms and templates. */
export const HOUSING_TYPES = [
  'commodity',
  'public_rental',
  'policy_rental',
  'redevelopment',
  'affordable_other'
] as const;
export const STRUCTURES = [
  'frame',
  'shear_wall',
  'frame_shear_wall',
  'masonry',
  'steel',
  'prefabricated',
  'other'
] as const;
export const FIT_OUTS = ['fitted_out', 'shell', 'partly'] as const;
export const PARTY_ROLES = [
  'developer',
  'contractor',
  'supervising_engineer',
  'surveyor',
  'designer',
  'testing_body'
] as const;
export const MILESTONE_KINDS = [
  'permit',
  'foundation_acceptance',
  'structure_acceptance',
  'concealed_acceptance',
  'household_acceptance',
  'fire_acceptance',
  'completion_acceptance',
  'completion_filing'
] as const;
export const CRS = ['WGS84', 'GCJ02', 'BD09'] as const;

export const LIMITS = {
  name: 120,
  address: 200,
  zone: 60,
  unit: 120,
  leader: 40,
  floorArea: 10_000_000,
  units: 100_000,
  buildings: 2_000
} as const;

export const crsSchema = z.enum(CRS);

const partySchema = z.strictObject({
  role: z.enum(PARTY_ROLES),
  /** null: the file has the column and the cell is empty, so the project has no such unit. */
  name: z.string().min(1).max(LIMITS.unit).nullable(),
  uscc: z.string().length(18).nullable().optional(),
  leader: z.string().min(1).max(LIMITS.leader).nullable().optional()
});

const milestoneSchema = z.strictObject({
  kind: z.enum(MILESTONE_KINDS),
  planned: z.iso.date().nullable().optional(),
  reached: z.iso.date().nullable().optional()
});

/**
 * One project of a file, as the database verb takes it. A key that is left out was no column of the file and must not
 * touch what is stored; null was an empty cell and empties it. The same holds for a role or a kind left out of the lists.
 */
export const importRowSchema = z.strictObject({
  permit_no: z.string().length(18).nullable().optional(),
  project_code: z.string().length(24).nullable().optional(),
  name: z.string().min(1).max(LIMITS.name),
  division_code: z.string().regex(/^\d{6}$/),
  zone: z.string().min(1).max(LIMITS.zone).nullable().optional(),
  address: z.string().min(1).max(LIMITS.address),
  housing_type: z.enum(HOUSING_TYPES),
  floor_area_m2: z.number().positive().max(LIMITS.floorArea).nullable().optional(),
  unit_count: z.int().positive().max(LIMITS.units).nullable().optional(),
  building_count: z.int().positive().max(LIMITS.buildings).nullable().optional(),
  structure: z.enum(STRUCTURES).nullable().optional(),
  fit_out: z.enum(FIT_OUTS).nullable().optional(),
  pilot: z.boolean().optional(),
  lat: z.number().min(-90).max(90).nullable().optional(),
  lng: z.number().min(-180).max(180).nullable().optional(),
  parties: z.array(partySchema),
  milestones: z.array(milestoneSchema)
});

export type HousingType = (typeof HOUSING_TYPES)[number];
export type Structure = (typeof STRUCTURES)[number];
export type FitOut = (typeof FIT_OUTS)[number];
export type PartyRole = (typeof PARTY_ROLES)[number];
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];
export type Crs = (typeof CRS)[number];
export type ImportParty = z.infer<typeof partySchema>;
export type ImportMilestone = z.infer<typeof milestoneSchema>;
export type ImportRow = z.infer<typeof importRowSchema>;

/** What the importer needs to know of a division. */
export interface ImportDivision {
  code: string;
  name: string;
  level: string;
  parent_code: string | null;
}
