import type { FactField } from '#lib/catalogue/catalogue.ts';
import { describeFacts, fieldLabel } from '#lib/catalogue/describe-facts.ts';
import type { T } from '#lib/i18n/types.ts';

export type Changes = Record<string, { from?: unknown; to?: unknown }>;

/** A difference between two versions as people read it. */
export type Difference =
  | { kind: 'changed'; key: string; label: string; from: string; to: string }
  | { kind: 'added' | 'removed'; key: string; name: string };

/** A value of a field in words; empty where there is none. */
export function valueText(fields: readonly FactField[], name: string, value: unknown, t: T): string {
  const field = fields.find((one) => one.name === name);
  if (!field) return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const [row] = describeFacts([field], { [name]: value }, t);
  return row?.value ? [row.value, row.unit].filter((part) => part !== '').join(' ') : '';
}

function changed(
  key: string,
  { from, to }: { from?: unknown; to?: unknown },
  fields: readonly FactField[],
  t: T
): Difference {
  const name = key.replace(/^facts\./, '');
  const field = fields.find((one) => one.name === name);
  const label =
    key === 'note'
      ? t('disclosures.page.note')
      : field
        ? fieldLabel({ ...field, unit: undefined, unit_en: undefined }, t)
        : t('disclosures.page.otherField');
  const say = (value: unknown) => valueText(fields, name, value, t) || t('disclosures.page.empty');
  return { kind: 'changed', key, label, from: say(from), to: say(to) };
}

function document(key: string, { from, to }: { from?: unknown; to?: unknown }): Difference[] {
  if (typeof to === 'string' && from === undefined) return [{ kind: 'added', key, name: to }];
  if (typeof from === 'string' && to === undefined) return [{ kind: 'removed', key, name: from }];
  return [];
}

/** What a version changed, in the order of the fields, the remark and the documents after them. */
export function differences(changes: Changes, fields: readonly FactField[], t: T): Difference[] {
  const order = [...fields.map(({ name }) => `facts.${name}`), 'note'];
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.entries(changes)
    .toSorted(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    .flatMap(([key, change]) =>
      key.startsWith('documents.') ? document(key, change) : [changed(key, change, fields, t)]
    );
}
