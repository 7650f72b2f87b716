import { isHttpError } from '@sveltejs/kit';
import { translator } from '#lib/i18n/index.ts';
import { problemAt } from '#lib/projects/import/messages.ts';
import { clean } from '#lib/projects/import/text.ts';
import type { Hub } from '#lib/server/hub.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { fileOrder, known, refHash, type Bureau } from './file.server.ts';
import { lookup, works } from './lookup.server.ts';
import { parseOrders, refuse, type Orders } from './parse.ts';
import { problem } from './problems.ts';

/** A permit number or project code: unlike a name it can't be a matter of spelling. */
const isKey = (word: string): boolean => /^\d{18}$|^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/.test(word);

/** Reads a file and finds the projects it speaks of. Nothing is written. */
export async function parse(hub: Hub, bureau: Bureau, bytes: Uint8Array): Promise<Orders> {
  const orders = parseOrders(bytes, { bureau, lookup: await lookup(hub), today: calendarDay() });
  const found = await works(
    hub,
    bureau,
    orders.rows.map(({ work }) => work).filter((work) => work !== '')
  );
  const column = clean(orders.header[orders.columns.at.get('project') ?? -1] ?? '');
  for (const { line, record, work, order } of [...orders.rows]) {
    if (work === '') continue;
    const place = { line, column, value: work };
    const one = found.get(work);
    if (one) Object.assign(order, { project: one.slug, division: one.division_code });
    else if (isKey(work)) refuse(orders, record, [problem('permit_unknown', place)]);
    else {
      order.description = `${order.description}\n${work}`;
      orders.warnings.push(problem('work_unknown', place));
      orders.warningTotal += 1;
    }
  }
  return orders;
}

export interface Counts {
  filed: number;
  known: number;
  bad: number;
}

/** How many of the rows would be new. */
export async function count(hub: Hub, bureau: Bureau, { rows, badLines }: Orders): Promise<Counts> {
  const before = await known(
    hub,
    rows.map(({ order }) => refHash(hub, bureau, order.order_no))
  );
  return { filed: rows.length - before.size, known: before.size, bad: badLines.length };
}

/**
 * Files the good rows, one by one: what was filed stays when a later one fails, and the same file again goes on from there.
 * Rows that the database refuses join the bad ones.
 */
export async function write(
  hub: Hub,
  bureau: Bureau,
  orders: Orders,
  report: (done: number, total: number) => void = () => undefined
): Promise<Counts> {
  const before = await known(
    hub,
    orders.rows.map(({ order }) => refHash(hub, bureau, order.order_no))
  );
  const counts: Counts = { filed: 0, known: 0, bad: 0 };
  const rows = [...orders.rows];
  for (const [at, { line, record, order }] of rows.entries()) {
    try {
      const again =
        before.has(refHash(hub, bureau, order.order_no)) ||
        (await fileOrder(hub, bureau, order, 'hotline')).again;
      counts[again ? 'known' : 'filed'] += 1;
    } catch (thrown) {
      if (!isHttpError(thrown) || thrown.status >= 500) throw thrown;
      const key = `errors.${thrown.body.code}`;
      const words = { zh: translator('zh').of(key), en: translator('en').of(key) };
      refuse(orders, record, [problemAt(thrown.body.code, { line }, words)]);
    }
    report(at + 1, rows.length);
  }
  return { ...counts, bad: orders.badLines.length };
}
