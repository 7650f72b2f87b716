import type { FactField } from '#lib/catalogue/catalogue.ts';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { small } from '#lib/projects/capital.ts';
import type { z } from 'zod';
import type * as facts from './facts.ts';

/** Names that stand in tables, in the reader's language; undefined where they are not known. */
export interface Names {
  division?: (code: string) => string | undefined;
  milestone?: (kind: string) => string | undefined;
  /** The fields of an item's facts, where they are to be told. */
  fields?: (item: string) => readonly FactField[] | undefined;
}

/** Where the words of what can be chosen stand. */
const chosen: Record<string, string> = {
  housing_type: 'projects.type',
  stage: 'common.stage',
  structure: 'journal.value.structure',
  fit_out: 'journal.value.fit_out',
  location_quality: 'journal.value.location_quality'
};

/** The fields of the journal as people read them. Never shows a code name: what it does not know it calls "other". */
export function words(t: T, names: Names) {
  const fmt = formats(t);
  const day = (value: string | undefined) => (value ? fmt.dateShort(value) : t('journal.value.none'));

  function value(field: string, given: unknown): string {
    if (given === undefined || given === null || given === '') return t('journal.value.none');
    if (typeof given === 'boolean') return given ? t('journal.value.yes') : t('journal.value.no');
    if (typeof given !== 'string' && typeof given !== 'number') return t('journal.value.other');
    if (field === 'division_code') return division(String(given));
    const among = chosen[field];
    // `_other` would be the plural of a word of the dictionary
    if (among)
      return small(t.of(`${among}.${String(given).replace(/_other$/, '')}`, {}, 'journal.value.other'));
    if (typeof given === 'number') {
      // exact: a change of one square metre must show
      if (field === 'floor_area_m2') return t('common.unit.squareMetres', { value: fmt.number(given, 2) });
      if (field === 'unit_count') return t('common.unit.units', { count: given });
      if (field === 'building_count') return t('common.unit.buildings', { count: given });
      return fmt.number(given, 6);
    }
    return given;
  }

  const division = (code: string) => names.division?.(code) ?? t('journal.value.division', { code });

  return {
    day,
    value,
    field: (name: string) => t.of(`journal.field.${name}`, {}, 'journal.field.other'),
    role: (role: string) => t.of(`journal.role.${role}`, {}, 'journal.role.other'),
    milestone: (kind: string) =>
      names.milestone?.(kind) ?? t.of(`journal.milestone.${kind}`, {}, 'journal.milestone.other'),
    place: (lat: unknown, lng: unknown) =>
      typeof lat === 'number' && typeof lng === 'number' ? `${lat}, ${lng}` : t('journal.value.none'),
    party: ({ name, leader }: z.infer<typeof facts.party>) => {
      if (!name) return t('journal.value.none');
      return leader ? t('journal.line.led', { name, leader }) : name;
    }
  };
}
