import type { T } from '#lib/i18n/types.ts';
import { buildingParts, partyParts, partyRoles, plainFields } from './edit.ts';

interface Kind {
  kind: string;
  name: string;
  name_en: string;
}

export const kindName = ({ name, name_en }: Kind, t: T): string => (t.lang === 'zh' ? name : name_en);

/** Names of all fields of the form, for its labels and for the list of its problems. */
export function labelsOf(t: T, kinds: readonly Kind[], rows: number): Record<string, string> {
  const labels: Record<string, string> = { crs: t('desk.project.crs') };
  for (const name of plainFields) labels[name] = t.of(`journal.field.${name}`, {}, 'journal.field.other');
  labels.lat = t('imports.field.lat');
  labels.lng = t('imports.field.lng');
  for (const role of partyRoles) {
    for (const part of partyParts) {
      labels[`${role}.${part}`] = t('desk.project.partyField', {
        role: t(`journal.role.${role}`),
        part: t(`desk.project.part.${part}`)
      });
    }
  }
  for (const kind of kinds) {
    labels[`${kind.kind}.planned`] = t('journal.field.planned', { milestone: kindName(kind, t) });
    labels[`${kind.kind}.reached`] = t('journal.field.reachedOn', { milestone: kindName(kind, t) });
  }
  for (let row = 0; row < rows; row += 1) {
    for (const part of buildingParts) {
      labels[`building.${row}.${part}`] = t('desk.project.buildingField', {
        row: row + 1,
        part: t(`desk.project.building.${part}`)
      });
    }
  }
  return labels;
}
