import type { Dataset } from '../datasets/index.ts';
import { licence } from '../licence.ts';

/** A row as the database answers it, its columns in the order of the data set. */
export type Row = Readonly<Record<string, unknown>>;
/** Rows in batches: one wait for many rows. */
export type Batches = AsyncIterable<readonly Row[]>;
type Text = AsyncGenerator<string, void, undefined>;

export const formats = ['csv', 'json', 'ndjson', 'geojson'] as const;
export type Format = (typeof formats)[number];
/** `excel`: CSV as spreadsheets open it by a double click. */
export type Variant = Format | 'excel';

export const contentTypes: Record<Variant, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  excel: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8'
};

/** The formats that a data set has: GeoJSON where its rows have a place. */
export const formatsOf = ({ place }: Pick<Dataset, 'place'>): Format[] =>
  formats.filter((format) => format !== 'geojson' || place);

const size = 1000;

/** Rows one by one as batches, for those who have them so. */
export async function* inBatches(rows: AsyncIterable<Row> | Iterable<Row>): AsyncGenerator<Row[], void> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Lists and objects stand in a cell as JSON; what is missing is an empty cell, an empty text is `""`. */
function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

/** A spreadsheet cuts a longer text into the next rows. */
const longestCell = 32_000;
const cutMark = ' …[截断，全文见 CSV 或 JSON · cut, in full in CSV and JSON]';
/** A number to a spreadsheet, which rounds or rewrites it: permits, codes with an E inside, leading zeros. */
const rewritten = /^(\d{12,}|\d+(\.\d+)?e\d+|0\d+)$/i;

/** What a spreadsheet takes for the beginning of a formula, its full-width twins included. */
const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

function guarded(value: unknown): string | null {
  const cell = cellOf(value);
  if (cell === null || typeof value === 'number') return cell;
  const whole = cell.length > longestCell ? `${cell.slice(0, longestCell).toWellFormed()}${cutMark}` : cell;
  return rewritten.test(whole) || formula.test(whole) ? `'${whole}` : whole;
}

/** What has to stand in quotes (RFC 4180): a cell that would end early without. */
const quotable = /[",\n\r]/;

/** An empty text is quoted, what is missing is not. */
function quoted(cell: string | null): string {
  if (cell === null) return '';
  if (cell === '') return '""';
  return quotable.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const header = (columns: readonly string[]): string => columns.map(quoted).join(',');

/** Written here, since a library looks at every option again for each of forty million cells, and takes four times as long. */
const linesOf = (
  rows: readonly Row[],
  columns: readonly string[],
  cell: typeof cellOf,
  end: string
): string => rows.map((row) => columns.map((column) => quoted(cell(row[column]))).join(',') + end).join('');

/** RFC 4180 with lines that end in LF: the canonical form, without a byte order mark, and nothing is changed in a cell. */
export async function* csv(dataset: Dataset, batches: Batches): Text {
  const columns = Object.keys(dataset.row.shape);
  yield `${header(columns)}\n`;
  for await (const rows of batches) if (rows.length > 0) yield linesOf(rows, columns, cellOf, '\n');
}

/** With a byte order mark, CRLF, and nothing in it that a spreadsheet would run, round or break. */
export async function* excel(dataset: Dataset, batches: Batches): Text {
  const columns = Object.keys(dataset.row.shape);
  yield `\uFEFF${header(columns)}\r\n`;
  for await (const rows of batches) if (rows.length > 0) yield linesOf(rows, columns, guarded, '\r\n');
}

/** One row a line. */
export async function* ndjson(_dataset: Dataset, batches: Batches): Text {
  for await (const rows of batches)
    if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}

/** A list, one row a line. */
export async function* json(_dataset: Dataset, batches: Batches): Text {
  let isFirst = true;
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    yield (isFirst ? '[\n' : ',\n') + rows.map((row) => JSON.stringify(row)).join(',\n');
    isFirst = false;
  }
  yield isFirst ? '[]\n' : '\n]\n';
}

/** RFC 7946: WGS84, longitude first; without a known place the geometry is null. */
export function featureOf(row: Row) {
  const { lat, lng } = row;
  const isPlaced = typeof lat === 'number' && typeof lng === 'number';
  const geometry = isPlaced ? { type: 'Point', coordinates: [lng, lat] } : null;
  return { type: 'Feature', id: row.id, geometry, properties: row };
}

export async function* geojson(dataset: Dataset, batches: Batches): Text {
  const head = { type: 'FeatureCollection', name: dataset.name, license: licence.url };
  yield `${JSON.stringify(head).slice(0, -1)},"features":[`;
  let isFirst = true;
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    yield (isFirst ? '\n' : ',\n') + rows.map((row) => JSON.stringify(featureOf(row))).join(',\n');
    isFirst = false;
  }
  yield isFirst ? ']}\n' : '\n]}\n';
}

export const writers: Record<Variant, (dataset: Dataset, batches: Batches) => Text> = {
  csv,
  excel,
  json,
  ndjson,
  geojson
};
