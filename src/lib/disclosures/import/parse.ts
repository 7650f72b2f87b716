import { permitNo, projectCode } from '#lib/projects/import/cells.ts';
import { badCell, type BadCell } from '#lib/projects/import/messages.ts';
import type { RawRecord } from '#lib/projects/import/records.ts';
import type { Reported } from '#lib/projects/import/report.ts';
import { headerAt, misshapen, openTable } from '#lib/projects/import/table.ts';
import { isExample } from '#lib/projects/import/template.ts';
import { clean, fold, isNothing } from '#lib/projects/import/text.ts';
import { readFact, several } from './cells.ts';
import { isKnown, matchColumns, type Columns, type FixedKey, type ImportItem } from './columns.ts';
import { problem } from './messages.ts';

export const MAX_ROWS = 300;
const HEADER_COLUMNS = 2;

/** One disclosure of a list. What the list has no column for is undefined, and stays as it is stored. */
export interface ManifestRow {
  line: number;
  record: RawRecord;
  permit_no: string | null;
  project_code: string | null;
  item: ImportItem;
  /** null empties a fact. */
  facts: Record<string, unknown>;
  note?: string;
  reason?: string;
  files?: string[];
  captions?: string[];
}

export interface Manifest extends Reported {
  rows: ManifestRow[];
  columns: Columns;
}

interface Reading {
  columns: Columns;
  header: readonly string[];
  items: readonly ImportItem[];
}

/** Reads one record; all its bad cells at once, so that a list is corrected in one round. */
class RowReader {
  readonly bad: BadCell[] = [];
  readonly #record: RawRecord;
  readonly #reading: Reading;

  constructor(record: RawRecord, reading: Reading) {
    this.#record = record;
    this.#reading = reading;
  }

  raw(key: FixedKey): string | undefined {
    const at = this.#reading.columns.fixed.get(key);
    return at === undefined ? undefined : (this.#record.cells[at] ?? '');
  }

  text(key: FixedKey): string {
    const text = clean(this.raw(key) ?? '');
    return isNothing(text) ? '' : text;
  }

  place(key: FixedKey) {
    const at = this.#reading.columns.fixed.get(key) ?? -1;
    const column = clean(this.#reading.header[at] ?? '');
    return { line: this.#record.line, column, value: clean(this.raw(key) ?? '') };
  }

  item(): ImportItem | null {
    const text = this.text('item');
    const named = ({ item, name, name_en }: ImportItem) =>
      [item, name, name_en].some((one) => fold(one) === fold(text));
    const found = this.#reading.items.find(named);
    if (!found)
      this.bad.push(
        text === '' ? badCell('required', this.place('item')) : problem('item_unknown', this.place('item'))
      );
    return found ?? null;
  }

  key(): Pick<ManifestRow, 'permit_no' | 'project_code'> {
    const found: Pick<ManifestRow, 'permit_no' | 'project_code'> = { permit_no: null, project_code: null };
    const wanted: [FixedKey, boolean][] = [
      ['permit', true],
      ['code', false],
      ['project', /^\d{18}$/.test(this.text('project'))]
    ];
    for (const [key, isPermit] of wanted) {
      const text = this.text(key);
      if (text === '') continue;
      const read = isPermit ? permitNo(text) : projectCode(text);
      if (!read.ok) this.bad.push(badCell(read.code, this.place(key), read.detail));
      else found[isPermit ? 'permit_no' : 'project_code'] = read.value;
    }
    return found;
  }

  facts(item: ImportItem): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (const { at, header, fields } of this.#reading.columns.facts) {
      const raw = this.#record.cells[at] ?? '';
      const place = { line: this.#record.line, column: header, value: clean(raw) };
      const field = item.fields.find(({ name }) => name === fields.get(item.item));
      if (!field) {
        const said = !isNothing(clean(raw));
        if (said) this.bad.push(problem('fact_of_another', place, { zh: item.name, en: item.name_en }));
        continue;
      }
      const read = readFact(field, raw, place);
      if (read.ok) found[field.name] = read.value;
      else this.bad.push(read.bad);
    }
    return found;
  }

  words(key: FixedKey, max: number): string | undefined {
    if (this.raw(key) === undefined) return undefined;
    const text = this.text(key);
    if (Array.from(text).length > max) this.bad.push(problem('text_long', this.place(key), String(max)));
    return text;
  }

  list(key: FixedKey): string[] | undefined {
    const raw = this.raw(key);
    return raw === undefined ? undefined : isNothing(clean(raw)) ? [] : several(raw);
  }
}

function readRow(record: RawRecord, reading: Reading): { row: ManifestRow | null; bad: BadCell[] } {
  const reader = new RowReader(record, reading);
  const item = reader.item();
  const key = reader.key();
  const unnamed = key.permit_no === null && key.project_code === null;
  if (unnamed && reader.bad.every(({ code }) => code === 'item_unknown' || code === 'required'))
    reader.bad.push(problem('key_missing', { line: record.line }));
  if (!item) return { row: null, bad: reader.bad };
  const row: ManifestRow = {
    line: record.line,
    record,
    ...key,
    item,
    facts: reader.facts(item),
    note: reader.words('note', 2000),
    reason: reader.words('reason', 500),
    files: reader.list('files'),
    captions: reader.list('captions')
  };
  const { files = [], captions = [] } = row;
  const fits = captions.length <= 1 || captions.length === files.length;
  if (!fits) reader.bad.push(problem('captions_count', reader.place('captions')));
  if (captions.some((one) => Array.from(one).length > 300))
    reader.bad.push(problem('text_long', reader.place('captions'), '300'));
  return { row: reader.bad.length > 0 ? null : row, bad: reader.bad };
}

/** Before anything is read. */
export const nothing = (): Manifest => ({
  header: [],
  rows: [],
  columns: { fixed: new Map(), facts: [], errors: [], warnings: [] },
  fileErrors: [],
  bad: [],
  badLines: [],
  badRecords: [],
  warnings: [],
  warningTotal: 0,
  total: 0
});

export function warn(manifest: Manifest, cells: readonly BadCell[]): void {
  manifest.warnings.push(...cells);
  manifest.warningTotal += cells.length;
}

/** Takes a row out of those that can be written. */
export function refuseRecord(manifest: Manifest, record: RawRecord, bad: readonly BadCell[]): void {
  manifest.rows = manifest.rows.filter((row) => row.record !== record);
  manifest.bad.push(...bad);
  if (manifest.badLines.includes(record.line)) return;
  manifest.badLines.push(record.line);
  manifest.badRecords.push(record);
}

/** Reads a list of disclosures. Nothing is asked of the database but what the items are. */
export function parseManifest(bytes: Uint8Array, items: readonly ImportItem[]): Manifest {
  const manifest = nothing();
  const fail = (cell: BadCell): Manifest => {
    manifest.fileErrors.push(cell);
    return manifest;
  };
  const known = isKnown(items);
  const opened = openTable(bytes, known, MAX_ROWS);
  if (!opened.ok) {
    const { code, line, detail } = opened;
    return fail(
      code === 'file_too_long' ? problem('manifest_rows', { line }, detail) : badCell(code, { line }, detail)
    );
  }
  const { records } = opened.table;
  const at = headerAt(records, known, HEADER_COLUMNS);
  const header = records[at];
  if (!header) return fail(badCell('file_empty', { line: 0 }));
  manifest.header = header.cells;
  manifest.columns = matchColumns(header.cells, header.line, items);
  manifest.fileErrors.push(...manifest.columns.errors);
  warn(manifest, manifest.columns.warnings);
  if (manifest.fileErrors.length > 0) return manifest;
  const rows = records.slice(at + 1).filter(({ cells }) => !cells.some(isExample));
  if (rows.length > MAX_ROWS) return fail(problem('manifest_rows', { line: 0 }, String(MAX_ROWS)));
  if (rows.length === 0) return fail(problem('manifest_empty', { line: 0 }));
  readRows(manifest, rows, items);
  return manifest;
}

function readRows(manifest: Manifest, records: readonly RawRecord[], items: readonly ImportItem[]): void {
  const reading = { columns: manifest.columns, header: manifest.header, items };
  manifest.total = records.length;
  for (const record of records) {
    const shape = misshapen(record, manifest.header.length);
    const { row, bad } = shape ? { row: null, bad: [shape] } : readRow(record, reading);
    if (row) manifest.rows.push(row);
    else refuseRecord(manifest, record, bad);
  }
}
