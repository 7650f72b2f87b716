import { describe, expect, it } from 'vitest';
import type { Item } from './catalogue.ts';
import { rowsOf } from './item-form-parts.ts';
import { formOf, readItem } from './item-form.ts';

const item: Item = {
  item: 'wuhan_commitment',
  division_code: '420100',
  division: '武汉市',
  division_en: 'Wuhan',
  name: '质量承诺书',
  name_en: 'Quality commitment',
  stage: 'permitting',
  sort: 15,
  mandatory: false,
  provider_roles: ['developer', 'contractor'],
  confirmer_roles: ['supervising_engineer'],
  milestone_kind: 'permit',
  milestone: '施工许可',
  milestone_en: 'construction permit',
  applies_when: 'always',
  fields: [
    { name: 'signed_on', kind: 'date', label: '签署日期', label_en: 'Signed on', required: true },
    {
      name: 'copies',
      kind: 'integer',
      label: '份数',
      label_en: 'Copies',
      unit: '份',
      unit_en: 'copies',
      required: false,
      min: 0,
      max: 99
    },
    { name: 'kept', kind: 'integer', label: '存档', label_en: 'Kept', required: false, at_most: 'copies' },
    {
      name: 'kind',
      kind: 'choice',
      label: '种类',
      label_en: 'Kind',
      required: true,
      choices: [
        { value: 'own', label: '自行', label_en: 'own' },
        { value: 'joint', label: '联合', label_en: 'joint' }
      ],
      hint: '见承诺书',
      hint_en: 'See the paper'
    }
  ],
  what: '建设单位的质量承诺。',
  what_en: 'What the developer commits to.',
  why: '承诺可以追究。',
  why_en: 'It can be held to it.',
  how: '看签署日期。',
  how_en: 'See the day.',
  basis: '武汉市规定',
  basis_en: null,
  valid_from: '2030-01-01',
  valid_until: null,
  version: 3,
  demo: false
};

/** The form as the page shows it, with changes. */
function form(changes: Record<string, string | string[]> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...formOf(item), basis_en: '', ...changes }))
    for (const one of [value].flat()) data.append(name, one);
  return data;
}

const errorsOf = (changes: Record<string, string | string[]>) => {
  const read = readItem(form(changes));
  return read.ok ? {} : read.errors;
};

describe('the form of an item', () => {
  it('gives back the item that it was made from', () => {
    const read = readItem(form());
    const { division, division_en, milestone, milestone_en, valid_until, version, demo, ...facts } = item;
    expect([division, division_en, milestone, milestone_en, valid_until, version, demo]).toHaveLength(7);
    expect(read).toEqual({ ok: true, facts });
  });

  it('takes lines of choices with either stroke, and leaves rows out in which nothing is written', () => {
    const read = readItem(
      form({
        rows: '7',
        'fields.3.choices': 'own｜自行｜own\r\n\r\n joint | 联合 | joint ',
        'fields.5.kind': 'integer',
        'fields.5.required': 'yes'
      })
    );
    expect(read.ok && read.facts.fields).toEqual(item.fields);
  });

  it('forgets a field whose names are emptied', () => {
    const gone = Object.fromEntries(
      ['name', 'label', 'label_en', 'unit', 'unit_en', 'min', 'max'].map((part) => [`fields.1.${part}`, ''])
    );
    const read = readItem(form(gone));
    expect(read.ok && read.facts.fields.map(({ name }) => name)).toEqual(['signed_on', 'kept', 'kind']);
  });

  it.each([
    ['no name', { name: ' ' }, 'name', 'errors.required'],
    ['a code with capitals', { item: 'Wuhan' }, 'item', 'errors.disclosure_items_item_form'],
    ['the name of another page', { item: 'new' }, 'item', 'errors.disclosure_item_exists'],
    ['nobody to supply it', { provider_roles: [] }, 'provider_roles', 'errors.required'],
    ['a number in words', { sort: '十五' }, 'sort', 'errors.facts_not_whole'],
    ['a day that is none', { valid_from: '2030-02-30' }, 'valid_from', 'errors.facts_not_a_day'],
    [
      'a field without a code',
      { 'fields.0.name': '' },
      'fields.0.name',
      'errors.disclosure_fields_name_form'
    ],
    ['a field without English', { 'fields.0.label_en': '' }, 'fields.0.label_en', 'errors.required'],
    ['a bound in words', { 'fields.1.min': '零' }, 'fields.1.min', 'errors.facts_not_a_number'],
    [
      'one choice',
      { 'fields.3.choices': 'own | 自行 | own' },
      'fields.3.choices',
      'errors.disclosure_fields_choices'
    ],
    [
      'half a choice',
      { 'fields.3.choices': 'own | 自行' },
      'fields.3.choices',
      'errors.disclosure_fields_choices'
    ],
    [
      'choices of a day',
      { 'fields.0.choices': 'a | 甲 | a' },
      'fields.0.choices',
      'errors.disclosure_fields_choices'
    ],
    [
      'a total for a day',
      { 'fields.0.at_most': 'copies' },
      'fields.0.at_most',
      'errors.disclosure_fields_range'
    ]
  ])('tells at its place of %s', (_what, changes, field, message) => {
    expect(errorsOf(changes)).toMatchObject({ [field]: message });
  });

  it('shows a few rows more when asked, and never more than there may be', () => {
    expect(rowsOf('4', true)).toBe(7);
    expect(rowsOf('39', true)).toBe(40);
    expect(rowsOf('1e9')).toBe(3);
    expect(rowsOf(undefined)).toBe(3);
  });
});
