import type { FactField } from '#lib/catalogue/catalogue.ts';
import { fieldLabel } from '#lib/catalogue/describe-facts.ts';
import * as personalData from '#lib/documents/personal-data.ts';
import type { Warning } from '#lib/documents/schema.ts';
import type { T } from '#lib/i18n/types.ts';

/** Something in what is to be published that looks like personal data, and where it stands. */
export interface Finding extends Warning {
  /** The name of the field or of the file. */
  where: string;
}

export interface Looked {
  fields: readonly FactField[];
  facts: Readonly<Record<string, unknown>>;
  note?: string | null;
  reason?: string | null;
  documents: readonly { file_name: string; caption: string | null; warnings: readonly Warning[] }[];
}

/** Everything in facts, remark, reason, captions and documents that should be looked at before others read it. */
export function findings({ fields, facts, note, reason, documents }: Looked, t: T): Finding[] {
  const inText = (where: string, text: unknown, before = ''): Finding[] =>
    typeof text === 'string' ? personalData.find(before + text).map((found) => ({ ...found, where })) : [];
  // the name of a field tells a permit number from one of an identity card
  const inField = (field: FactField): Finding[] => {
    const label = fieldLabel(field, t);
    return inText(label, facts[field.name], `${label}：`);
  };
  return [
    ...fields.filter(({ kind }) => kind === 'text' || kind === 'long_text').flatMap(inField),
    ...inText(t('disclosureDesk.case.note'), note),
    ...inText(t('disclosureDesk.case.reason'), reason),
    ...documents.flatMap(({ file_name: where, caption, warnings }) => [
      ...warnings.map((warning) => ({ ...warning, where })),
      ...inText(where, where),
      ...inText(where, caption)
    ])
  ];
}

/** What was seen when the box was ticked: it counts for these findings, not for what is written after. */
export const seenOf = (found: readonly Finding[]): string =>
  found.map(({ where, page, sample }) => `${where}#${String(page ?? '')}#${sample}`).join('|');

/** Why a step has to wait for the person's word that the findings were looked at; null when it need not. */
export function unchecked(
  found: readonly Finding[],
  { checked, seen }: { checked?: 'yes'; seen: string }
): 'disclosureDesk.redaction.missing' | 'disclosureDesk.redaction.changed' | null {
  if (found.length === 0) return null;
  if (!checked) return 'disclosureDesk.redaction.missing';
  // Windows sends line ends of its own
  return seen.replaceAll('\r\n', '\n') === seenOf(found) ? null : 'disclosureDesk.redaction.changed';
}
