import type { FitOut, HousingType, MilestoneKind, Structure } from '#lib/projects/import/schema.ts';

export interface Party {
  name: string;
  uscc?: string;
  leader?: string;
}

/** What private.apply_project takes (supabase/migrations/…_create_project_verbs.sql). */
export interface Facts {
  permit_no?: string;
  project_code?: string;
  name?: string;
  division_code?: string;
  zone?: string;
  address?: string;
  housing_type?: HousingType;
  floor_area_m2?: number;
  unit_count?: number;
  building_count?: number;
  structure?: Structure;
  fit_out?: FitOut;
  pilot?: boolean;
  lat?: number;
  lng?: number;
  parties?: Record<string, Party>;
  milestones?: Partial<Record<MilestoneKind, { planned?: string; reached?: string }>>;
}

export interface Building {
  name: string;
  floors_above: number;
  floors_below: number;
  unit_count: number;
}

/** One thing that happened, told to the hub at a moment in the past. */
export interface Event {
  at: string;
  facts: Facts;
  buildings?: Building[];
  place?: 'verified' | 'doubtful';
}
