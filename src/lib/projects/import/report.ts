import type { BadCell, Words } from '#lib/projects/import/messages.ts';
import type { ImportParse } from '#lib/projects/import/parse.ts';
import { clean, fold } from '#lib/projects/import/text.ts';
import { writeCsv } from '#lib/projects/import/write.ts';

type Language = keyof Words;

/** What a report is made of, whatever the rows are. */
export type Reported = Pick<
  ImportParse,
  'header' | 'fileErrors' | 'bad' | 'badLines' | 'badRecords' | 'warnings' | 'warningTotal' | 'total'
> & { rows: readonly unknown[] };

const ERROR_HEADERS = ['错误', 'errors'];
const SHOWN = 200;

const PHRASES = {
  zh: {
    file: '文件',
    line: (line: number) => `第 ${line} 行`,
    colon: '：',
    join: '；',
    totals: (total: number, good: number, bad: number) =>
      `共 ${total} 个项目：${good} 个可导入，${bad} 个有错误。`,
    errors: '错误',
    warnings: '提示（不影响导入）',
    more: (count: number) => `……另有 ${count} 条。`
  },
  en: {
    file: 'File',
    line: (line: number) => `Line ${line}`,
    colon: ': ',
    join: '; ',
    totals: (total: number, good: number, bad: number) =>
      `${total} ${total === 1 ? 'project' : 'projects'}: ${good} can be imported, ${bad} with errors.`,
    errors: 'Errors',
    warnings: 'Notes (they do not stop the import)',
    more: (count: number) => `… and ${count} more.`
  }
};

function byLine(cells: readonly BadCell[]): Map<number, BadCell[]> {
  const lines = new Map<number, BadCell[]>();
  for (const cell of cells) {
    const known = lines.get(cell.line);
    if (known) known.push(cell);
    else lines.set(cell.line, [cell]);
  }
  return lines;
}

function explain(cells: readonly BadCell[], language: Language): string {
  const { colon, join } = PHRASES[language];
  return cells
    .map(({ column, message }) => (column === '' ? message[language] : column + colon + message[language]))
    .join(join);
}

/** The bad rows as they were written, with what is wrong, to be corrected and imported again. */
export function correctionCsv(parse: Reported): string {
  const lines = byLine(parse.bad);
  // A file corrected once and still bad has our two columns already.
  const kept = [...parse.header.entries()].filter(([, written]) => !ERROR_HEADERS.includes(fold(written)));
  const records = parse.badRecords.map(({ line, cells }) => {
    const problems = lines.get(line) ?? [];
    const own = kept.map(([index]) => cells[index] ?? '');
    // Cells beyond the header would stand under our columns: they go into the last one of the row's own.
    const extra = cells.slice(parse.header.length).filter((cell) => cell.trim() !== '');
    const last = own.pop() ?? '';
    return [...own, [last, ...extra].join(' ').trim(), explain(problems, 'zh'), explain(problems, 'en')];
  });
  return writeCsv([[...kept.map(([, written]) => clean(written)), ...ERROR_HEADERS], ...records]);
}

function describe(cell: BadCell, language: Language): string {
  const { file, line, colon } = PHRASES[language];
  const place = [cell.line === 0 ? file : line(cell.line), cell.column]
    .filter((part) => part !== '')
    .join(' · ');
  const value = cell.value === '' ? '' : language === 'zh' ? `「${cell.value}」` : `“${cell.value}” `;
  return `${place}${colon}${value}${cell.message[language]}`;
}

function section(
  title: string,
  cells: readonly BadCell[],
  total: number,
  language: Language,
  limit: number
): string[] {
  if (cells.length === 0) return [];
  const shown = cells.slice(0, limit).map((cell) => `  ${describe(cell, language)}`);
  const rest = total - shown.length;
  return ['', title, ...shown, ...(rest > 0 ? [`  ${PHRASES[language].more(rest)}`] : [])];
}

/** For a terminal. */
export function textReport(parse: ImportParse, language: Language, limit = SHOWN): string {
  const phrases = PHRASES[language];
  const errors = [...parse.fileErrors, ...parse.bad];
  return [
    phrases.totals(parse.total, parse.rows.length, parse.badLines.length),
    ...section(phrases.errors, errors, errors.length, language, limit),
    ...section(phrases.warnings, parse.warnings, parse.warningTotal, language, limit)
  ].join('\n');
}

export interface ParseSummary {
  total: number;
  good: number;
  badRows: number;
  /** Nothing can be imported, not even the good rows. */
  unusable: boolean;
  /** Each kind of problem with how often it came, most frequent first, worded as at its first place. */
  kinds: { code: string; count: number; message: Words }[];
  problems: BadCell[];
  problemsLeftOut: number;
  warnings: BadCell[];
  warningsLeftOut: number;
}

/** For a page: plain data, capped so that a file full of errors does not make a page of megabytes. */
export function summarize(parse: Reported, limit = SHOWN): ParseSummary {
  const all = [...parse.fileErrors, ...parse.bad];
  const kinds = new Map<string, { code: string; count: number; message: Words }>();
  for (const { code, message } of all) {
    const known = kinds.get(code);
    if (known) known.count += 1;
    else kinds.set(code, { code, count: 1, message });
  }
  return {
    total: parse.total,
    good: parse.rows.length,
    badRows: parse.badLines.length,
    unusable: parse.fileErrors.length > 0,
    kinds: [...kinds.values()].sort((one, other) => other.count - one.count),
    problems: all.slice(0, limit),
    problemsLeftOut: Math.max(0, all.length - limit),
    warnings: parse.warnings.slice(0, limit),
    warningsLeftOut: Math.max(0, parse.warningTotal - limit)
  };
}
