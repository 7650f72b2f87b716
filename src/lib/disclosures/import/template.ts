import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { fieldLabel } from '#lib/catalogue/describe-facts.ts';
import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import { FIXED, type ImportItem } from './columns.ts';

/** A CSV to be filled in for one item, with an example row, which the importer passes over. */
export function template(item: ImportItem, t: T): string {
  const { lang } = t;
  const before = [FIXED.permit, FIXED.code, FIXED.item].map((column) => column[lang]);
  const after = [FIXED.note, FIXED.reason, FIXED.files, FIXED.captions].map((column) => column[lang]);
  const facts = item.fields.map((field) => fieldLabel(field, t));
  const values = item.fields.map(({ kind, choices = [], min = 0 }) => {
    if (kind === 'integer' || kind === 'number') return String(Math.max(min, 1));
    if (kind === 'date') return '2026-06-01';
    if (kind === 'yes_no') return t('common.form.yes');
    const [first] = choices;
    return first ? inLanguage(first, 'label', lang) : '';
  });
  const example = [
    '420102202006010101',
    '',
    inLanguage(item, 'name', lang),
    ...values,
    t('disclosureImports.example.note'),
    '',
    t('disclosureImports.example.files'),
    t('disclosureImports.example.captions')
  ];
  return writeCsv([[...before, ...facts, ...after], example]);
}
