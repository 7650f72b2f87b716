import { flag, spoiled } from '#lib/projects/import/cells.ts';
import { day } from '#lib/projects/import/dates.ts';
import { badCell, type BadCell } from '#lib/projects/import/messages.ts';
import type { RawRecord } from '#lib/projects/import/records.ts';
import type { Reported } from '#lib/projects/import/report.ts';
import { headerAt, misshapen, openTable } from '#lib/projects/import/table.ts';
import { isExample } from '#lib/projects/import/template.ts';
import { clean, isNothing } from '#lib/projects/import/text.ts';
import { categoryOf } from './categories.ts';
import { isKnown, matchColumns, type ColumnKey, type Columns } from './columns.ts';
import type { Bureau } from './file.server.ts';
import { placeOf, type Lookup } from './lookup.server.ts';
import type { Order } from './order.ts';
import { problem, type OrderProblem } from './problems.ts';
import { MOST_DAYS, receivedProblem } from './received.ts';

export const MAX_ROWS = 2000;
export const MAX_BYTES = 4 * 1024 * 1024;
const HEADER_COLUMNS = 3;

export interface OrderRow {
  line: number;
  record: RawRecord;
  /** The project as the list calls it, to be looked for. */
  work: string;
  order: Order;
}

export interface Orders extends Reported {
  rows: OrderRow[];
  columns: Columns;
}

export interface Reading {
  bureau: Bureau;
  lookup: Lookup;
  /** YYYY-MM-DD in Asia/Shanghai. */
  today: string;
}

/** What belongs to the caller is not repeated in a report. */
const private_: ReadonlySet<ColumnKey> = new Set<ColumnKey>(['name', 'phone']);

/** Reads one record; all its bad cells at once, so that a list is corrected in one round. */
class RowReader {
  readonly bad: BadCell[] = [];
  readonly #record: RawRecord;
  readonly #columns: Columns;
  readonly #header: readonly string[];

  constructor(record: RawRecord, columns: Columns, header: readonly string[]) {
    this.#record = record;
    this.#columns = columns;
    this.#header = header;
  }

  raw(key: ColumnKey): string {
    const at = this.#columns.at.get(key);
    return at === undefined ? '' : (this.#record.cells[at] ?? '');
  }

  text(key: ColumnKey): string {
    const text = clean(this.raw(key));
    if (isNothing(text)) return '';
    const damaged = spoiled(text);
    if (damaged) this.bad.push(badCell(damaged, this.place(key)));
    return text;
  }

  place(key: ColumnKey) {
    const column = clean(this.#header[this.#columns.at.get(key) ?? -1] ?? '');
    return { line: this.#record.line, column, value: private_.has(key) ? '' : clean(this.raw(key)) };
  }

  wrong(key: ColumnKey, code: OrderProblem, detail: Parameters<typeof problem>[2] = ''): void {
    this.bad.push(problem(code, this.place(key), detail));
  }

  words(key: ColumnKey, max: number, required = false): string {
    const text = this.text(key);
    if (text === '' && required) this.bad.push(badCell('required', this.place(key)));
    if (Array.from(text).length > max) this.wrong(key, 'text_long', String(max));
    return text;
  }

  yes(key: ColumnKey, also: RegExp): boolean {
    const text = this.text(key);
    if (text === '') return false;
    if (also.test(text)) return true;
    if (/^(普通|一般|正常|公开|normal)$/i.test(text)) return false;
    const read = flag(text);
    if (!read.ok) this.bad.push(badCell(read.code, this.place(key), read.detail));
    return read.ok && read.value;
  }

  received(today: string): Pick<Order, 'received_at' | 'received_on'> {
    const text = this.text('received');
    if (text === '') return {};
    const read = day(text);
    const wrong = read.ok ? receivedProblem(read.value, today) : 'time_form';
    if (wrong) this.wrong('received', wrong, String(MOST_DAYS));
    return { received_at: text.slice(0, 40), received_on: read.ok ? read.value : undefined };
  }

  phone(): string | undefined {
    const text = this.text('phone').normalize('NFKC');
    if (text !== '' && !/^[+\d][\d ()-]{4,24}$/.test(text)) this.wrong('phone', 'phone_form');
    return text || undefined;
  }
}

function readRow(
  record: RawRecord,
  columns: Columns,
  header: readonly string[],
  { bureau, lookup, today }: Reading
): { row: OrderRow; bad: BadCell[] } {
  const reader = new RowReader(record, columns, header);
  const order_no = reader.words('order', 60, true);
  const kind = reader.words('category', 60, true);
  const category = categoryOf(kind, lookup.categories) ?? '';
  if (kind !== '' && category === '') {
    const { categories } = lookup;
    const names = {
      zh: categories.map(({ name }) => name).join('、'),
      en: categories.map(({ name_en }) => name_en).join(', ')
    };
    reader.wrong('category', 'category_unknown', names);
  }
  const place = reader.words('division', 60);
  const division = place === '' ? bureau.division_code : placeOf(bureau, lookup, place);
  if (division === undefined) reader.wrong('division', 'place_unknown');
  const order: Order = {
    order_no,
    ...reader.received(today),
    category,
    description: reader.words('description', 3800, true),
    division: division ?? bureau.division_code,
    spot: reader.words('address', 200) || undefined,
    name: reader.words('name', 60) || undefined,
    phone: reader.phone(),
    confidential: reader.yes('confidential', /^(保密|匿名|confidential)$/i),
    urgent: reader.yes('urgent', /^(紧急|特急|加急|urgent)$/i)
  };
  return { row: { line: record.line, record, work: reader.words('project', 100), order }, bad: reader.bad };
}

const nothing = (): Orders => ({
  header: [],
  rows: [],
  columns: { at: new Map(), errors: [], warnings: [] },
  fileErrors: [],
  bad: [],
  badLines: [],
  badRecords: [],
  warnings: [],
  warningTotal: 0,
  total: 0
});

/** Takes a row out of those that can be filed. */
export function refuse(orders: Orders, record: RawRecord, bad: readonly BadCell[]): void {
  orders.rows = orders.rows.filter((row) => row.record !== record);
  orders.bad.push(...bad);
  orders.badLines.push(record.line);
  orders.badRecords.push(record);
}

/** Reads a list of work orders. Nothing is asked of the database. */
export function parseOrders(bytes: Uint8Array, reading: Reading): Orders {
  const orders = nothing();
  const fail = (cell: BadCell): Orders => {
    orders.fileErrors.push(cell);
    return orders;
  };
  if (bytes.length > MAX_BYTES)
    return fail(badCell('file_too_big', { line: 0 }, String(MAX_BYTES / 1024 / 1024)));
  const opened = openTable(bytes, isKnown, MAX_ROWS);
  if (!opened.ok) {
    const { code, line, detail } = opened;
    return fail(
      code === 'file_too_long' ? problem('orders_many', { line }, detail) : badCell(code, { line }, detail)
    );
  }
  const { records } = opened.table;
  const at = headerAt(records, isKnown, HEADER_COLUMNS);
  const header = records[at];
  if (!header) return fail(badCell('file_empty', { line: 0 }));
  orders.header = header.cells;
  orders.columns = matchColumns(header.cells, header.line);
  orders.fileErrors.push(...orders.columns.errors);
  orders.warnings.push(...orders.columns.warnings);
  orders.warningTotal = orders.warnings.length;
  if (orders.fileErrors.length > 0) return orders;
  const rows = records.slice(at + 1).filter(({ cells }) => !cells.some(isExample));
  if (rows.length > MAX_ROWS) return fail(problem('orders_many', { line: 0 }, String(MAX_ROWS)));
  if (rows.length === 0) return fail(problem('orders_none', { line: 0 }));
  readRows(orders, rows, reading);
  return orders;
}

function readRows(orders: Orders, records: readonly RawRecord[], reading: Reading): void {
  orders.total = records.length;
  const seen = new Map<string, number>();
  for (const record of records) {
    const shape = misshapen(record, orders.header.length);
    if (shape) {
      refuse(orders, record, [shape]);
      continue;
    }
    const { row, bad } = readRow(record, orders.columns, orders.header, reading);
    const { order_no } = row.order;
    const first = seen.get(order_no);
    if (first !== undefined)
      bad.push(problem('order_twice', { line: record.line, value: order_no }, String(first)));
    else if (order_no !== '') seen.set(order_no, record.line);
    if (bad.length > 0) refuse(orders, record, bad);
    else orders.rows.push(row);
  }
}
