import type { ColumnKey } from '#lib/projects/import/catalogue.ts';
import { COLUMNS } from '#lib/projects/import/catalogue.ts';
import type { BadCell } from '#lib/projects/import/messages.ts';
import { badCell } from '#lib/projects/import/messages.ts';
import type { Crs } from '#lib/projects/import/schema.ts';
import { PARTY_ROLES } from '#lib/projects/import/schema.ts';
import { clean, fold } from '#lib/projects/import/text.ts';

const BRACKETED = /[(（[【〔<《]([^)）\]】〕>》]*)[)）\]】〕>》]/g;
/** What stands in brackets and makes the column another one: such brackets are not taken off. */
const TELLING =
  /计划|预计|拟|实际|地上|地下|已售|建设|施工|监理|勘察|设计|检测|plan|expect|actual|above|below|underground/i;
const REQUIRED_MARK = /^[*＊]+|[*＊]+$/g;
/** Columns of lists and of our own correction file: nothing is lost without them, so nobody is warned. */
const UNREMARKABLE = new Set([
  '',
  '序号',
  '编号',
  '备注',
  'no',
  'id',
  '错误',
  'errors',
  'remark',
  'remarks',
  'note',
  'notes'
]);

const BY_ALIAS = new Map<string, ColumnKey>(
  COLUMNS.flatMap((column) => column.aliases.map((alias): [string, ColumnKey] => [fold(alias), column.key]))
);

/** The column a header names, if any: brackets read as part of the name first, then taken off. */
export function columnOf(header: string): ColumnKey | null {
  const plain = clean(header).normalize('NFKC').replace(REQUIRED_MARK, '');
  const whole = BY_ALIAS.get(fold(plain.replace(/[()[\]【】〔〕]/g, '')));
  if (whole !== undefined) return whole;
  const bare = plain.replace(BRACKETED, (all, inside: string) => (TELLING.test(inside) ? all : ''));
  return (
    BY_ALIAS.get(fold(bare)) ?? BY_ALIAS.get(fold(bare).replace(/(万)?(m2|m²|平方米|平米)$/, '')) ?? null
  );
}

export interface ColumnMap {
  at: ReadonlyMap<ColumnKey, number>;
  used: { key: ColumnKey; header: string }[];
  ignored: string[];
  /** The header says 万㎡: its numbers are ten thousands. */
  areaInTenThousands: boolean;
  errors: BadCell[];
  warnings: BadCell[];
}

const CRS_NAMES: Record<Crs, RegExp> = {
  WGS84: /wgs/i,
  GCJ02: /gcj|火星|高德|腾讯/i,
  BD09: /bd-?09|百度/i
};

function namesOtherCrs(header: string, crs: Crs): boolean {
  return Object.entries(CRS_NAMES).some(([name, pattern]) => name !== crs && pattern.test(header));
}

const REQUIRED: { any: ColumnKey[]; zh: string; en: string }[] = [
  { any: ['name'], zh: '项目名称', en: 'Project name' },
  { any: ['permit_no', 'project_code'], zh: '施工许可证号或项目代码', en: 'Permit number or Project code' },
  { any: ['division_code', 'district', 'city'], zh: '行政区划代码或区县', en: 'Division code or District' },
  { any: ['address'], zh: '项目地址', en: 'Address' },
  { any: ['housing_type'], zh: '住房类型', en: 'Housing type' },
  { any: ['developer.name'], zh: '建设单位', en: 'Developer' }
];

/** Columns that mean nothing alone. */
function incomplete(has: (key: ColumnKey) => boolean): ColumnKey[] {
  const missing: ColumnKey[] = [];
  if (has('lng') && !has('lat')) missing.push('lat');
  if (has('lat') && !has('lng')) missing.push('lng');
  for (const role of PARTY_ROLES.filter((role) => role !== 'developer')) {
    const alone = has(`${role}.uscc`) || has(`${role}.leader`);
    if (alone && !has(`${role}.name`)) missing.push(`${role}.name`);
  }
  return missing;
}

function missingColumns(at: ReadonlyMap<ColumnKey, number>, line: number): BadCell[] {
  const has = (key: ColumnKey): boolean => at.has(key);
  const named = REQUIRED.filter((rule) => !rule.any.some(has)).map(({ zh, en }) => ({ zh, en }));
  const halves = COLUMNS.filter(({ key }) => incomplete(has).includes(key)).map(({ zh, en }) => ({ zh, en }));
  return [...named, ...halves].map((words) => badCell('column_missing', { line }, words));
}

/** Finds each known column in a header row, in whatever order it stands. */
export function matchColumns(header: string[], line: number, crs: Crs): ColumnMap {
  const at = new Map<ColumnKey, number>();
  const map: ColumnMap = { at, used: [], ignored: [], areaInTenThousands: false, errors: [], warnings: [] };
  for (const [index, written] of header.entries()) {
    const column = clean(written);
    const key = columnOf(written);
    const first = key === null ? undefined : at.get(key);
    if (key === null) {
      if (column !== '') map.ignored.push(column);
      if (!UNREMARKABLE.has(fold(column))) map.warnings.push(badCell('column_ignored', { line, column }));
    } else if (first !== undefined) {
      map.errors.push(badCell('column_twice', { line, column }, clean(header[first] ?? '')));
    } else {
      at.set(key, index);
      map.used.push({ key, header: column });
      if (key === 'floor_area_m2') map.areaInTenThousands = column.includes('万');
      if ((key === 'lng' || key === 'lat') && namesOtherCrs(column, crs)) {
        map.warnings.push(badCell('crs_differs', { line, column }, crs));
      }
    }
  }
  map.errors.push(...missingColumns(at, line));
  return map;
}
