import type { ColumnKey } from '#lib/projects/import/catalogue.ts';
import type { ColumnMap } from '#lib/projects/import/columns.ts';
import { columnOf, matchColumns } from '#lib/projects/import/columns.ts';
import type { Encoding } from '#lib/projects/import/decode.ts';
import type { Delimiter } from '#lib/projects/import/delimiter.ts';
import { indexDivisions } from '#lib/projects/import/divisions.ts';
import type { BadCell, ProblemCode } from '#lib/projects/import/messages.ts';
import { badCell } from '#lib/projects/import/messages.ts';
import type { RawRecord } from '#lib/projects/import/records.ts';
import type { RowContext, RowResult } from '#lib/projects/import/rows.ts';
import { readRow } from '#lib/projects/import/rows.ts';
import type { Crs, ImportDivision, ImportRow } from '#lib/projects/import/schema.ts';
import { headerAt, misshapen, openTable, recordsAt as linesOf } from '#lib/projects/import/table.ts';
import { isExample } from '#lib/projects/import/template.ts';

export const MAX_BYTES = 20 * 1024 * 1024;
export const MAX_ROWS = 50_000;
/** A file whose every cell is bad must not fill the memory with explanations. */
export const MAX_BAD_CELLS = 100_000;
const MAX_WARNINGS = 10_000;
const HEADER_COLUMNS = 3;
const ROWS_A_STEP = 500;

export interface ParseOptions {
  crs: Crs;
  divisions: readonly ImportDivision[];
  /** YYYY-MM-DD in Asia/Shanghai. */
  today: string;
  onProgress?: (done: number, total: number) => void;
}

export interface ParsedRow {
  line: number;
  row: ImportRow;
  /** permit_no, else project_code. */
  key: string;
}

export interface ImportParse {
  encoding: Encoding | null;
  delimiter: Delimiter | null;
  columns: { used: { key: ColumnKey; header: string }[]; ignored: string[] };
  /** Header as written, for the file of rows to be corrected. */
  header: string[];
  rows: ParsedRow[];
  /** Problems of the file as a whole; with any of them there are no rows, and --skip-bad cannot help. */
  fileErrors: BadCell[];
  bad: BadCell[];
  badLines: number[];
  badRecords: RawRecord[];
  /** The first of them; `warningTotal` counts all. */
  warnings: BadCell[];
  warningTotal: number;
  /** Projects in the file, good and bad. */
  total: number;
}

function nothing(): ImportParse {
  return {
    encoding: null,
    delimiter: null,
    columns: { used: [], ignored: [] },
    header: [],
    rows: [],
    fileErrors: [],
    bad: [],
    badLines: [],
    badRecords: [],
    warnings: [],
    warningTotal: 0,
    total: 0
  };
}

function warn(parse: ImportParse, cells: BadCell[]): void {
  parse.warningTotal += cells.length;
  parse.warnings.push(...cells.slice(0, Math.max(0, MAX_WARNINGS - parse.warnings.length)));
}

function refuse(parse: ImportParse, code: ProblemCode, line = 0, detail = ''): null {
  parse.fileErrors.push(badCell(code, { line }, detail));
  return null;
}

interface Table {
  columns: ColumnMap;
  records: RawRecord[];
}

const known = (header: string): boolean => columnOf(header) !== null;

/** Some lines of a file that could be read, as they were written: for rows that turn out to be bad later on. */
export const recordsAt = (bytes: Uint8Array, lines: ReadonlySet<number>): RawRecord[] =>
  linesOf(bytes, lines, known, MAX_ROWS);

/** Everything before the rows: bytes, text, records, header. null when the file cannot be used. */
function openFile(bytes: Uint8Array, crs: Crs, parse: ImportParse): Table | null {
  if (bytes.length > MAX_BYTES) return refuse(parse, 'file_too_big', 0, String(MAX_BYTES / 1024 / 1024));
  const opened = openTable(bytes, known, MAX_ROWS);
  if (!opened.ok) return refuse(parse, opened.code, opened.line, opened.detail);
  const { encoding, delimiter, records } = opened.table;
  parse.encoding = encoding;
  parse.delimiter = delimiter;
  return findHeader(records, crs, parse);
}

function findHeader(records: RawRecord[], crs: Crs, parse: ImportParse): Table | null {
  const at = headerAt(records, known, HEADER_COLUMNS);
  const header = records[at];
  if (header === undefined) return refuse(parse, 'file_empty');
  const columns = matchColumns(header.cells, header.line, crs);
  parse.header = header.cells;
  parse.columns = { used: columns.used, ignored: columns.ignored };
  if (columns.used.length === 0) {
    parse.fileErrors.push(
      badCell('header_unknown', { line: header.line, value: header.cells.join(' ').trim() })
    );
  }
  parse.fileErrors.push(...columns.errors);
  warn(parse, columns.warnings);
  if (columns.errors.length > 0) return null;
  const rows = records.slice(at + 1).filter((record) => !isExampleRecord(record, columns, parse));
  if (rows.length > MAX_ROWS) return refuse(parse, 'file_too_long', 0, String(MAX_ROWS));
  return rows.length === 0 ? refuse(parse, 'file_no_rows') : { columns, records: rows };
}

function isExampleRecord({ line, cells }: RawRecord, columns: ColumnMap, parse: ImportParse): boolean {
  const value = cells[columns.at.get('name') ?? -1] ?? '';
  if (!isExample(value)) return false;
  warn(parse, [badCell('example_row', { line, value })]);
  return true;
}

/** Adds one record to the outcome. `seen` holds the line on which each key first stood. */
function addRecord(
  record: RawRecord,
  context: RowContext,
  seen: Map<string, number>,
  parse: ImportParse
): void {
  const shape = misshapen(record, context.header.length);
  const result: RowResult =
    shape === null ? readRow(record, context) : { row: null, key: null, bad: [shape], warnings: [] };
  const { row, key, bad } = result;
  const first = key === null ? undefined : seen.get(key.value);
  if (key !== null && first !== undefined) {
    const column = context.header[context.columns.at.get(key.column) ?? -1] ?? '';
    bad.push(badCell('key_twice', { line: record.line, column, value: key.value }, String(first)));
  } else if (key !== null) seen.set(key.value, record.line);
  warn(parse, result.warnings);
  if (row !== null && key !== null && bad.length === 0) {
    parse.rows.push({ line: record.line, row, key: key.value });
  } else {
    parse.bad.push(...bad);
    parse.badLines.push(record.line);
    parse.badRecords.push(record);
  }
}

function* steps(bytes: Uint8Array, options: ParseOptions): Generator<void, ImportParse> {
  const parse = nothing();
  const table = openFile(bytes, options.crs, parse);
  if (table === null) return parse;
  const { columns, records } = table;
  const { crs, today } = options;
  const context = { header: parse.header, columns, divisions: indexDivisions(options.divisions), crs, today };
  const seen = new Map<string, number>();
  parse.total = records.length;
  for (const [index, record] of records.entries()) {
    addRecord(record, context, seen, parse);
    if (parse.bad.length > MAX_BAD_CELLS) {
      parse.rows = [];
      refuse(parse, 'file_too_bad', 0, String(MAX_BAD_CELLS));
      return parse;
    }
    if ((index + 1) % ROWS_A_STEP === 0 || index + 1 === records.length) {
      options.onProgress?.(index + 1, records.length);
      yield;
    }
  }
  return parse;
}

/** Reads a file of projects, in one go: for the command line. Nothing is written anywhere. */
export function parseProjects(bytes: Uint8Array, options: ParseOptions): ImportParse {
  const run = steps(bytes, options);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

/** The same, letting other requests be answered between steps: for the desk. */
export async function parseProjectsInTurns(bytes: Uint8Array, options: ParseOptions): Promise<ImportParse> {
  const run = steps(bytes, options);
  let step = run.next();
  while (!step.done) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    step = run.next();
  }
  return step.value;
}
