import type { FormValues } from '#lib/ui/form.ts';
import type { Editable } from './edit-schema.ts';

/** Roles as a form shows them; the last is not in the files of bureaus. */
export const partyRoles = [
  'developer',
  'contractor',
  'supervising_engineer',
  'surveyor',
  'designer',
  'testing_body',
  'third_party'
] as const;
export const partyParts = ['name', 'uscc', 'leader'] as const;
export const buildingParts = ['name', 'floors_above', 'floors_below', 'unit_count'] as const;

/** Plain fields: their names are those of the importer's columns, which reads the form too. */
export const plainFields = [
  'name',
  'permit_no',
  'project_code',
  'division_code',
  'zone',
  'address',
  'housing_type',
  'floor_area_m2',
  'unit_count',
  'building_count',
  'structure',
  'fit_out',
  'pilot',
  'lng',
  'lat'
] as const;

const rowsFirst = 5;
const rowsMore = 5;
const rowsMost = 300;

/** How many rows for buildings a form has: those written, and some to write on. */
export function rowsOf(written: unknown, more = false): number {
  const asked = Number(written);
  const now = Number.isInteger(asked) && asked > 0 ? asked : rowsFirst;
  return Math.min(rowsMost, now + (more ? rowsMore : 0));
}

const text = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

/** What the form holds before anyone wrote. */
export function formOf(project: Editable): FormValues {
  const values: FormValues = { version: text(project.version), crs: 'WGS84' };
  for (const name of plainFields) values[name] = text(project[name]);
  values.pilot = project.pilot ? 'yes' : 'no';
  for (const role of partyRoles) {
    const party = project.parties.find((one) => one.role === role);
    for (const part of partyParts) values[`${role}.${part}`] = text(party?.[part]);
  }
  for (const { kind, planned_on, reached_on } of project.milestones) {
    values[`${kind}.planned`] = text(planned_on);
    values[`${kind}.reached`] = text(reached_on);
  }
  for (const [index, building] of project.buildings.entries()) {
    for (const part of buildingParts) values[`building.${index}.${part}`] = text(building[part]);
  }
  values.rows = text(Math.min(rowsMost, Math.max(rowsFirst, project.buildings.length + 2)));
  return values;
}

export interface Difference {
  name: string;
  stored: string;
  typed: string;
}

const carried = new Set(['version', 'rows', 'crs', 'project_id', 'more']);

/** Where what was typed is not what is stored by now: told to a person whom somebody else was faster than. */
export function differences(stored: FormValues, typed: FormValues): Difference[] {
  const one = (value: FormValues[string]) => [value ?? ''].flat().join(' ').trim();
  const names = [...new Set([...Object.keys(stored), ...Object.keys(typed)])];
  return names
    .filter((name) => !carried.has(name) && one(stored[name]) !== one(typed[name]))
    .map((name) => ({ name, stored: one(stored[name]), typed: one(typed[name]) }));
}
