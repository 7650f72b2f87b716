import type { ColumnKey } from '#lib/projects/import/catalogue.ts';
import { COLUMNS } from '#lib/projects/import/catalogue.ts';
import type { ImportParse, ParseOptions } from '#lib/projects/import/parse.ts';
import { parseProjects } from '#lib/projects/import/parse.ts';
import type { ImportDivision } from '#lib/projects/import/schema.ts';
import { clean } from '#lib/projects/import/text.ts';

/** For tests alone. mulberry32: next(n) is a whole number from 0 to n - 1, the same for the same seed. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

export function shuffled<T>(items: readonly T[], next: (below: number) => number): T[] {
  const keyed = items.map((item) => ({ item, at: next(1_000_000) }));
  return keyed.sort((one, other) => one.at - other.at).map(({ item }) => item);
}

function division(code: string, name: string, level: string, parent_code: string): ImportDivision {
  return { code, name, level, parent_code };
}

export const DIVISIONS: ImportDivision[] = [
  division('420000', '湖北省', 'province', '100000'),
  division('420100', '武汉市', 'prefecture', '420000'),
  division('420102', '江岸区', 'district', '420100'),
  division('420106', '武昌区', 'district', '420100'),
  division('420300', '十堰市', 'prefecture', '420000'),
  division('420325', '房县', 'county', '420300'),
  division('420500', '宜昌市', 'prefecture', '420000'),
  division('420502', '西陵区', 'district', '420500'),
  division('421000', '荆州市', 'prefecture', '420000'),
  division('421003', '荆州区', 'district', '421000'),
  division('421071', '荆州经济技术开发区', 'zone', '421000'),
  division('422800', '恩施土家族苗族自治州', 'prefecture', '420000'),
  division('422801', '恩施市', 'county-city', '422800'),
  division('429004', '仙桃市', 'county-direct', '420000')
];

export type Cells = Partial<Record<ColumnKey, string>>;

/** A row without a fault and with every required cell. */
export const GOOD: Cells = {
  permit_no: '420102202006010101',
  name: '江岸（示范）小区',
  division_code: '420102',
  address: '武汉市江岸区一元路1号',
  housing_type: '商品住宅',
  'developer.name': '示范建设有限公司'
};

export function headerOf(key: ColumnKey, language: 'zh' | 'en' = 'zh'): string {
  return COLUMNS.find((column) => column.key === key)?.[language] ?? key;
}

function quoted(cell: string): string {
  return /[",;\t\n，]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function csv(records: readonly (readonly string[])[], delimiter = ',', lineBreak = '\n'): string {
  return records.map((cells) => cells.map(quoted).join(delimiter)).join(lineBreak) + lineBreak;
}

/** A file of rows that all have the keys of the first. */
export function fileOf(...rows: Cells[]): string {
  const keys = COLUMNS.map(({ key }) => key).filter((key) => rows[0] !== undefined && key in rows[0]);
  return csv([keys.map((key) => headerOf(key)), ...rows.map((row) => keys.map((key) => row[key] ?? ''))]);
}

export const TODAY = '2021-07-01';

export function parseText(text: string, options: Partial<ParseOptions> = {}): ImportParse {
  return parseProjects(new TextEncoder().encode(text), {
    crs: 'WGS84',
    divisions: DIVISIONS,
    today: TODAY,
    ...options
  });
}

/** The problems of one good row with some cells changed, as [header, code]. */
export function problemsOf(change: Cells, options: Partial<ParseOptions> = {}): [string, string][] {
  const parse = parseText(fileOf({ ...GOOD, ...change }), options);
  return [...parse.fileErrors, ...parse.bad].map(({ column, code }) => [clean(column), code]);
}
