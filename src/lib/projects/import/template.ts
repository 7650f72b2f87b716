import type { ColumnKey } from '#lib/projects/import/catalogue.ts';
import { COLUMNS } from '#lib/projects/import/catalogue.ts';
import type { Words } from '#lib/projects/import/messages.ts';
import { writeCsv } from '#lib/projects/import/write.ts';

const EXAMPLE_MARK = /^\s*(【示例】|\[example\])/i;

/** The example row of a template, left in by an office, is no project. */
export function isExample(name: string): boolean {
  return EXAMPLE_MARK.test(name);
}

function same(value: string): Words {
  return { zh: value, en: value };
}

const EXAMPLE: Partial<Record<ColumnKey, Words>> = {
  permit_no: same('420102202006010101'),
  project_code: same('2020-420102-47-03-012345'),
  name: { zh: '【示例】江岸示例小区一期', en: '[Example] Jiang’an Sample Gardens, phase 1' },
  division_code: same('420102'),
  city: same('武汉市'),
  district: same('江岸区'),
  address: { zh: '武汉市江岸区示例路1号', en: '1 Sample Road, Jiang’an District, Wuhan' },
  housing_type: { zh: '商品住宅', en: 'Commodity housing' },
  floor_area_m2: same('86500.5'),
  unit_count: same('642'),
  building_count: same('6'),
  structure: { zh: '剪力墙', en: 'Shear wall' },
  fit_out: { zh: '全装修', en: 'Fully fitted out' },
  pilot: { zh: '是', en: 'Yes' },
  lng: same('114.3068'),
  lat: same('30.6089'),
  'developer.name': { zh: '示例建设单位有限公司', en: 'Sample Developer Ltd' },
  'developer.leader': { zh: '张示例', en: 'Zhang Shili' },
  'contractor.name': { zh: '示例施工单位有限公司', en: 'Sample Contractor Ltd' },
  'supervising_engineer.name': { zh: '示例监理单位有限公司', en: 'Sample Supervising Engineers Ltd' },
  'permit.reached': same('2020-06-01'),
  'structure_acceptance.planned': same('2021-03-15')
};

/** A CSV to be filled in: the header with every known column and one example row, which the importer passes over. */
export function template(language: keyof Words): string {
  const header = COLUMNS.map((column) => column[language]);
  const example = COLUMNS.map((column) => EXAMPLE[column.key]?.[language] ?? '');
  return writeCsv([header, example]);
}
