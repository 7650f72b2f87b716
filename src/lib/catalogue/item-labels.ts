import type { T } from '#lib/i18n/types.ts';
import { fieldParts } from './item-form-parts.ts';

const parts = [
  'name',
  'name_en',
  'stage',
  'sort',
  'mandatory',
  'provider_roles',
  'confirmer_roles',
  'milestone_kind',
  'applies_when',
  'what',
  'what_en',
  'why',
  'why_en',
  'how',
  'how_en',
  'basis',
  'basis_en',
  'valid_from'
] as const;

/** Names of the inputs of an item's form, those of its fields by row. */
export function itemLabels(t: T, rows: number): Record<string, string> {
  const labels: Record<string, string> = {
    item: t('catalogue.desk.code'),
    division_code: t('catalogue.desk.division')
  };
  for (const part of parts) labels[part] = t(`catalogue.part.${part}`);
  for (let row = 0; row < rows; row += 1) {
    for (const part of fieldParts)
      labels[`fields.${row}.${part}`] = t('catalogue.desk.fieldPart', {
        row: row + 1,
        part: t(`catalogue.desk.field.${part}`)
      });
  }
  return labels;
}
