import { CsvError, parse } from 'csv-parse/sync';
import type { ProblemCode } from '#lib/projects/import/messages.ts';

export interface RawRecord {
  /** The file's physical line on which the record starts. */
  line: number;
  cells: string[];
}

export type Records =
  | { ok: true; records: RawRecord[] }
  | { ok: false; code: ProblemCode; line: number; detail: string };

const MAX_RECORD_CHARACTERS = 128_000;

/** Line breaks of every kind become \n, so that lines count the same as in any editor. */
export function unifyBreaks(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Splits text into records that are not blank. `skippedLines` is how many lines stood before the text. */
export function readRecords(text: string, delimiter: string, maxRecords: number, skippedLines = 0): Records {
  const records: RawRecord[] = [];
  let endOfLast = 0;
  let count = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      // A quote inside an unquoted cell (3" pipe) is only a character.
      relax_quotes: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      on_record(cells: string[], context) {
        const line = endOfLast + 1 + skippedLines;
        endOfLast = context.lines;
        if (!isBlank(cells)) {
          count += 1;
          if (count <= maxRecords) records.push({ line, cells });
        }
        return null;
      }
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = endOfLast + 1 + skippedLines;
    const open = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
    return { ok: false, code: open ? 'quote_open' : 'csv_broken', line, detail: open ? '' : error.message };
  }
  if (count > maxRecords) return { ok: false, code: 'file_too_long', line: 0, detail: String(maxRecords) };
  return { ok: true, records };
}
