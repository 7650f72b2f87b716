import { badCell, type BadCell, type Words } from '#lib/projects/import/messages.ts';
import { clean, fold } from '#lib/projects/import/text.ts';

interface Column extends Words {
  aliases: string[];
  required?: boolean;
}

/** Columns of a list of work orders, in the order of the template. */
export const COLUMNS = {
  order: {
    zh: '工单号',
    en: 'Order number',
    required: true,
    aliases: ['工单编号', '工单', '受理编号', '诉求编号', '编号', 'order no', 'order', 'ticket', 'order id']
  },
  received: {
    zh: '受理时间',
    en: 'Received',
    aliases: ['来电时间', '诉求时间', '登记时间', '提交时间', '受理日期', 'received at', 'time', 'date']
  },
  category: {
    zh: '诉求类型',
    en: 'Category',
    required: true,
    aliases: ['问题类型', '诉求类别', '问题分类', '诉求分类', '类型', '类别', 'type', 'kind']
  },
  description: {
    zh: '诉求内容',
    en: 'Description',
    required: true,
    aliases: ['内容', '问题描述', '诉求描述', '工单内容', '反映内容', 'content', 'text']
  },
  division: {
    zh: '区划',
    en: 'Division',
    aliases: ['行政区划', '区县', '所属区县', '所属区域', '区域', '行政区划代码', 'district', 'division code']
  },
  address: {
    zh: '地址',
    en: 'Address',
    aliases: ['详细地址', '事发地址', '诉求地址', '地点', '位置', 'place']
  },
  project: {
    zh: '项目',
    en: 'Project',
    aliases: ['项目名称', '小区', '小区名称', '楼盘', '施工许可证号', '项目代码', 'estate', 'permit number']
  },
  name: {
    zh: '来电人',
    en: 'Caller',
    aliases: ['姓名', '诉求人', '联系人', '来电人姓名', 'name', 'contact']
  },
  phone: { zh: '电话', en: 'Phone', aliases: ['联系电话', '来电号码', '手机', '手机号', '联系方式', 'tel'] },
  confidential: { zh: '是否保密', en: 'Confidential', aliases: ['保密', '是否匿名', '要求保密', 'secret'] },
  urgent: { zh: '紧急', en: 'Urgent', aliases: ['是否紧急', '紧急程度', '加急', 'urgency'] }
} satisfies Record<string, Column>;
export type ColumnKey = keyof typeof COLUMNS;

export const columnKeys: readonly ColumnKey[] = [
  'order',
  'received',
  'category',
  'description',
  'division',
  'address',
  'project',
  'name',
  'phone',
  'confidential',
  'urgent'
];

const byAlias = new Map<string, ColumnKey>(
  columnKeys.flatMap((key) => {
    const { zh, en, aliases }: Column = COLUMNS[key];
    return [zh, en, ...aliases].map((alias): [string, ColumnKey] => [fold(alias), key]);
  })
);

/** Numbers of rows, and our own columns of a file of bad rows. */
const unremarkable = new Set(['', '序号', 'no', '备注', '错误', 'errors']);

const columnOf = (header: string): ColumnKey | undefined =>
  byAlias.get(
    fold(
      clean(header)
        .normalize('NFKC')
        .replace(/^\*+|\*+$/g, '')
        .replace(/[([【][^)\]】]*[)\]】]/g, '')
    )
  );

export const isKnown = (header: string): boolean => columnOf(header) !== undefined;

export interface Columns {
  at: ReadonlyMap<ColumnKey, number>;
  errors: BadCell[];
  warnings: BadCell[];
}

/** Finds each known column in a header row, in whatever order it stands. */
export function matchColumns(header: readonly string[], line: number): Columns {
  const at = new Map<ColumnKey, number>();
  const columns: Columns = { at, errors: [], warnings: [] };
  for (const [index, written] of header.entries()) {
    const column = clean(written);
    const key = columnOf(written);
    const first = key && at.get(key);
    if (key === undefined) {
      if (!unremarkable.has(fold(column))) columns.warnings.push(badCell('column_ignored', { line, column }));
    } else if (first !== undefined)
      columns.errors.push(badCell('column_twice', { line, column }, clean(header[first] ?? '')));
    else at.set(key, index);
  }
  for (const key of columnKeys) {
    const { zh, en, required }: Column = COLUMNS[key];
    if (required && !at.has(key)) columns.errors.push(badCell('column_missing', { line }, { zh, en }));
  }
  return columns;
}
