import type { FactField } from '#lib/catalogue/catalogue.ts';
import { badCell, type BadCell, type Words } from '#lib/projects/import/messages.ts';
import { clean, fold } from '#lib/projects/import/text.ts';
import { problem } from './messages.ts';

/** An item of the catalogue, as far as a list needs to know it. */
export interface ImportItem {
  item: string;
  name: string;
  name_en: string;
  fields: FactField[];
}

interface Column extends Words {
  aliases: string[];
}

/** Columns of every list, in the order of the template. None may be called as a fact is. */
export const FIXED = {
  permit: { zh: '施工许可证号', en: 'Project permit number', aliases: ['许可证号', '项目施工许可证号'] },
  code: { zh: '项目代码', en: 'Project code', aliases: ['项目编码', '投资项目代码'] },
  project: {
    zh: '施工许可证号或项目代码',
    en: 'Permit number or project code',
    aliases: ['施工许可证号/项目代码', '许可证号或项目代码', 'permit number/project code']
  },
  item: { zh: '事项', en: 'Item', aliases: ['公示事项', '事项名称', 'disclosure item'] },
  note: { zh: '说明', en: 'Remark', aliases: ['公示说明', 'remarks', 'note'] },
  reason: {
    zh: '更正理由',
    en: 'Reason of correction',
    aliases: ['更正原因', 'reason', 'correction reason']
  },
  files: { zh: '文件', en: 'Files', aliases: ['文件名', '附件', 'file', 'documents', 'document'] },
  captions: { zh: '文字说明', en: 'Captions', aliases: ['文件说明', '图片说明', 'caption', 'alt text'] }
} satisfies Record<string, Column>;
export type FixedKey = keyof typeof FIXED;

const fixedKeys: readonly FixedKey[] = [
  'permit',
  'code',
  'project',
  'item',
  'note',
  'reason',
  'files',
  'captions'
];

const byAlias = new Map<string, FixedKey>(
  fixedKeys.flatMap((key) => {
    const { zh, en, aliases }: Column = FIXED[key];
    return [zh, en, ...aliases].map((alias): [string, FixedKey] => [fold(alias), key]);
  })
);

/** Of our own file of corrections, and numbers of rows: nothing is lost without them. */
const unremarkable = new Set(['', '序号', 'no', 'id', '错误', 'errors']);

/** A header as it may be meant: with what stands in brackets, and without. */
function readings(header: string): string[] {
  const plain = clean(header)
    .normalize('NFKC')
    .replace(/^\*+|\*+$/g, '');
  return [
    fold(plain.replace(/[()[\]【】〔〕]/g, '')),
    fold(plain.replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, ''))
  ];
}

/** All that a fact may be called: by label in both languages, with its unit or without, or by name. */
function namesOf({ name, label, label_en, unit = '', unit_en = '' }: FactField): string[] {
  return [name, label, label_en, label + unit, label_en + (unit_en || unit)].map(fold);
}

export interface FactColumn {
  at: number;
  header: string;
  /** Which fact it is, by item: several items may have one of the same name. */
  fields: ReadonlyMap<string, string>;
}

export interface Columns {
  fixed: ReadonlyMap<FixedKey, number>;
  facts: FactColumn[];
  errors: BadCell[];
  warnings: BadCell[];
}

const fixedOf = (header: string): FixedKey | undefined =>
  readings(header)
    .map((reading) => byAlias.get(reading))
    .find((key) => key !== undefined);

function factsOf(header: string, items: readonly ImportItem[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const reading of readings(header)) {
    for (const { item, fields } of items) {
      const field = fields.find((one) => namesOf(one).includes(reading));
      if (field && !found.has(item)) found.set(item, field.name);
    }
    // what is in brackets may tell two facts apart: only without a match it is set aside
    if (found.size > 0) break;
  }
  return found;
}

export const isKnown =
  (items: readonly ImportItem[]) =>
  (header: string): boolean =>
    fixedOf(header) !== undefined || factsOf(header, items).size > 0;

/** Finds each known column in a header row, in whatever order it stands. */
export function matchColumns(header: readonly string[], line: number, items: readonly ImportItem[]): Columns {
  const fixed = new Map<FixedKey, number>();
  const columns: Columns = { fixed, facts: [], errors: [], warnings: [] };
  for (const [at, written] of header.entries()) {
    const column = clean(written);
    const key = fixedOf(written);
    const twice = (first: number | undefined) =>
      columns.errors.push(badCell('column_twice', { line, column }, clean(header[first ?? 0] ?? '')));
    if (key !== undefined) {
      if (fixed.has(key)) twice(fixed.get(key));
      else fixed.set(key, at);
      continue;
    }
    const fields = factsOf(written, items);
    const same = columns.facts.find((one) =>
      [...fields].some(([item, name]) => one.fields.get(item) === name)
    );
    if (same) twice(same.at);
    else if (fields.size > 0) columns.facts.push({ at, header: column, fields });
    else if (!unremarkable.has(fold(column)))
      columns.warnings.push(badCell('column_ignored', { line, column }));
  }
  columns.errors.push(...missing(fixed, line));
  return columns;
}

function missing(fixed: ReadonlyMap<FixedKey, number>, line: number): BadCell[] {
  const lacks: Words[] = [];
  const keyed = fixed.has('permit') || fixed.has('code') || fixed.has('project');
  if (!keyed) lacks.push(FIXED.project);
  if (!fixed.has('item')) lacks.push(FIXED.item);
  return lacks.map(({ zh, en }) => problem('manifest_columns', { line }, { zh, en }));
}
