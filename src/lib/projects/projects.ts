/** What a project can be, in the order in which people see it. Free of the schema library: browsers read it too. */
export const housingTypes = [
  'commodity',
  'public_rental',
  'policy_rental',
  'redevelopment',
  'affordable_other'
] as const;
export type HousingType = (typeof housingTypes)[number];

/** A key may not end in `_other`, which names a plural. */
export const typeKey = (type: HousingType) =>
  `projects.type.${type === 'affordable_other' ? 'affordable' : type}` as const;

export const stages = ['permitting', 'construction', 'completion'] as const;
export type Stage = (typeof stages)[number];

export const structures = [
  'frame',
  'shear_wall',
  'frame_shear_wall',
  'masonry',
  'steel',
  'prefabricated',
  'other'
] as const;

export const fitOuts = ['fitted_out', 'partly', 'shell'] as const;

/** Tokens of the address; the first is the default. */
export const sorts = ['updated', 'name', 'area'] as const;

/** The names a list of projects reads from its address. */
export const filterNames = ['q', 'city', 'district', 'type', 'stage', 'pilot', 'place', 'box'] as const;
