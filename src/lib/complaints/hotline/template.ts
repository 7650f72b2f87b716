import type { Lang } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import { COLUMNS, columnKeys, type ColumnKey } from './columns.ts';

type Example = Record<ColumnKey, Record<Lang, string>>;

/** An order of that day: one of long ago would be refused, and whoever writes over the example may leave its day. */
const exampleOf = (day: string): Example => ({
  order: { zh: `WH${day.replaceAll('-', '')}0001`, en: `WH${day.replaceAll('-', '')}0001` },
  received: { zh: `${day} 09:30`, en: `${day} 09:30` },
  category: { zh: '渗漏', en: 'Leaks and damp' },
  description: {
    zh: '【示例】主卧外墙渗水，报修两次没有处理',
    en: '[Example] Water through the outer wall, reported twice'
  },
  division: { zh: '江岸区', en: '420102' },
  address: { zh: '示例小区 3 栋 2 单元', en: 'Building 3, unit 2' },
  project: { zh: '420102202006010101', en: '420102202006010101' },
  name: { zh: '张示例', en: 'Zhang Shili' },
  phone: { zh: '027-00000000', en: '027-00000000' },
  confidential: { zh: '否', en: 'no' },
  urgent: { zh: '否', en: 'no' }
});

/** A CSV to be filled in, with an example row of a day (YYYY-MM-DD), which the importer passes over. */
export function template(lang: Lang, day: string): string {
  const example = exampleOf(day);
  return writeCsv([columnKeys.map((key) => COLUMNS[key][lang]), columnKeys.map((key) => example[key][lang])]);
}
