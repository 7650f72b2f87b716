import type { Lang } from '#lib/i18n/types.ts';
import type { Stage } from '#lib/projects/projects.ts';

/** What an item of the catalogue can be, in the order in which people see it. Free of the schema library. */
export const partyRoles = [
  'developer',
  'contractor',
  'supervising_engineer',
  'surveyor',
  'designer',
  'testing_body',
  'third_party'
] as const;
export type PartyRole = (typeof partyRoles)[number];

export const conditions = ['always', 'fitted_out', 'affordable', 'commodity'] as const;
export const dayKinds = ['working', 'natural'] as const;
export const natures = ['statutory', 'policy', 'default'] as const;
export const states = ['in_force', 'coming', 'ended', 'all'] as const;
export const fieldKinds = ['integer', 'number', 'text', 'long_text', 'date', 'choice', 'yes_no'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export interface Choice {
  value: string;
  label: string;
  label_en: string;
}

/** One field of an item's facts. */
export interface FactField {
  name: string;
  kind: FieldKind;
  label: string;
  label_en: string;
  unit?: string;
  unit_en?: string;
  required: boolean;
  choices?: Choice[];
  min?: number;
  max?: number;
  /** The name of a number that this one cannot exceed. */
  at_most?: string;
  hint?: string;
  hint_en?: string;
}

export interface Rule {
  deadline_rule_id: string;
  item: string;
  division_code: string;
  division: string;
  division_en: string;
  days: number;
  day_kind: (typeof dayKinds)[number];
  nature: (typeof natures)[number];
  basis: string;
  basis_en: string | null;
  valid_from: string;
  valid_until: string | null;
  created_at: string;
}

export interface Item {
  item: string;
  division_code: string;
  division: string;
  division_en: string;
  name: string;
  name_en: string;
  stage: Stage;
  sort: number;
  mandatory: boolean;
  provider_roles: PartyRole[];
  confirmer_roles: PartyRole[];
  milestone_kind: string;
  milestone: string;
  milestone_en: string;
  applies_when: (typeof conditions)[number];
  fields: FactField[];
  what: string;
  what_en: string;
  why: string;
  why_en: string;
  how: string;
  how_en: string;
  basis: string;
  basis_en: string | null;
  valid_from: string;
  valid_until: string | null;
  version: number;
  demo: boolean;
}

type Both<K extends string> = Record<K, string> & Partial<Record<`${K}_en`, string | null>>;

/** One of two texts; the Chinese one where there is no English. */
export function inLanguage<K extends string>(it: Both<K>, key: K, lang: Lang): string {
  const english: unknown = it[`${key}_en`];
  return lang === 'en' && typeof english === 'string' ? english : it[key];
}

/** Whether something with a first and a last day holds on a day. Ending the day before it begins says that it never does. */
export function standing(
  { valid_from, valid_until }: { valid_from: string; valid_until: string | null },
  day: string
): 'in_force' | 'coming' | 'ended' | 'never' {
  if (valid_until !== null && valid_until < valid_from) return 'never';
  if (day < valid_from) return 'coming';
  return valid_until !== null && valid_until < day ? 'ended' : 'in_force';
}
