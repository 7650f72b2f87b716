import type { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { ColumnWords } from './columns.ts';

export type Row = Record<string, unknown>;
export interface PreviewRow {
  key: string;
  /** The page of what the row tells, without language; null where it has none. */
  page: string | null;
  cells: { text: string; number: boolean }[];
}

/** A preview is looked over, not read: what is longer stands in the file. */
const longest = 60;
const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

function cell(value: unknown, column: ColumnWords, t: T, fmt: ReturnType<typeof formats>): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return t(value ? 'journal.value.yes' : 'journal.value.no');
  // versions and numbers of entries are names, which have no thousands
  if (typeof value === 'number') return column.unit ? fmt.number(value, 6) : String(value);
  if (typeof value !== 'string') return clip(JSON.stringify(value));
  const label = column.values.find((one) => one.value === value)?.label;
  if (label) return label;
  if (column.type === 'datetime') return fmt.dateTime(value);
  if (column.type === 'date') return fmt.dateShort(value);
  return clip(value);
}

/** `/projects/{id}` with what the row says; null where the row has no such value. */
function fill(path: string, row: Row): string | null {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const told = (name: string) => typeof row[name] === 'string' || typeof row[name] === 'number';
  if (!names.every(told)) return null;
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(row[name])));
}

/** Rows as people read them, in the words of the columns. */
export function previewOf(
  rows: readonly Row[],
  columns: readonly ColumnWords[],
  rowPage: string | null,
  t: T,
  fmt: ReturnType<typeof formats>
): PreviewRow[] {
  return rows.map((row) => ({
    key: String(row.id),
    page: rowPage === null ? null : fill(rowPage, row),
    cells: columns.map((column) => ({
      text: cell(row[column.name], column, t, fmt),
      number: typeof row[column.name] === 'number'
    }))
  }));
}
