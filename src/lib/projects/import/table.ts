import { decode, type Encoding } from '#lib/projects/import/decode.ts';
import { declaredDelimiter, sniffDelimiter, type Delimiter } from '#lib/projects/import/delimiter.ts';
import { badCell, type BadCell, type ProblemCode } from '#lib/projects/import/messages.ts';
import { readRecords, unifyBreaks, type RawRecord, type Records } from '#lib/projects/import/records.ts';

/** Megabytes of line breaks would keep the server busy for minutes: no list is longer than this. */
const MAX_LINES = 500_000;
/** A title or two may stand above the header. */
export const HEADER_WITHIN = 5;

export type KnownHeader = (header: string) => boolean;

export interface Table {
  encoding: Encoding;
  delimiter: Delimiter;
  /** Title, header and rows. */
  records: RawRecord[];
}

export type OpenedTable =
  | { ok: true; table: Table }
  | { ok: false; code: ProblemCode; line: number; detail: string };

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Rows that a spreadsheet wrote, by the delimiter that the file names or shows. */
function splitText(
  text: string,
  known: KnownHeader,
  maxRows: number
): { delimiter: Delimiter; read: Records } {
  const declared = declaredDelimiter(text);
  const body = declared === null ? text : text.slice(declared.length);
  const delimiter = declared?.delimiter ?? sniffDelimiter(body, known);
  const skipped = declared === null ? 0 : 1;
  return { delimiter, read: readRecords(body, delimiter, maxRows + HEADER_WITHIN, skipped) };
}

/** From bytes to records, or why not: what any list that offices export has in common. */
export function openTable(bytes: Uint8Array, known: KnownHeader, maxRows: number): OpenedTable {
  const refuse = (code: ProblemCode, line = 0, detail = ''): OpenedTable => ({
    ok: false,
    code,
    line,
    detail
  });
  const decoded = decode(bytes);
  if (!decoded.ok) return refuse(decoded.code);
  const text = unifyBreaks(decoded.text);
  if (text.trim() === '') return refuse('file_empty');
  if (countLines(text) > MAX_LINES) return refuse('file_too_long', 0, String(maxRows));
  const { delimiter, read } = splitText(text, known, maxRows);
  if (read.ok) return { ok: true, table: { encoding: decoded.encoding, delimiter, records: read.records } };
  const detail = read.code === 'file_too_long' ? String(maxRows) : read.detail;
  return refuse(read.code, read.line, detail);
}

/** Some lines of a file that could be read, as they were written: for rows that turn out to be bad later on. */
export function recordsAt(
  bytes: Uint8Array,
  lines: ReadonlySet<number>,
  known: KnownHeader,
  maxRows: number
): RawRecord[] {
  const opened = openTable(bytes, known, maxRows);
  return opened.ok ? opened.table.records.filter(({ line }) => lines.has(line)) : [];
}

/** Where the header is: the first of the first records in which enough cells are known, else the very first. */
export function headerAt(records: readonly RawRecord[], known: KnownHeader, enough: number): number {
  const count = ({ cells }: RawRecord): number => cells.filter(known).length;
  return Math.max(
    0,
    records.slice(0, HEADER_WITHIN).findIndex((record) => count(record) >= enough)
  );
}

/** A row must have as many cells as the header; empty cells beyond it are only a spreadsheet's leftovers. */
export function misshapen(record: RawRecord, width: number): BadCell | null {
  const extra = record.cells.slice(width).some((cell) => cell.trim() !== '');
  const written = record.cells.length;
  if (written >= width && !extra) return null;
  const detail = {
    zh: `${written} 个单元格，表头有 ${width} 个`,
    en: `${written} cells where the header has ${width}`
  };
  return badCell(
    extra ? 'cells_many' : 'cells_few',
    { line: record.line, value: record.cells.join(' ').trim() },
    detail
  );
}
