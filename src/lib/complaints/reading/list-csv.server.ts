import { localise } from '#lib/i18n/paths.ts';
import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import * as complaints from './complaints.server.ts';
import { list } from './list-schema.ts';
import type { ComplaintCard } from './schema.ts';
import { agreeText, categoryOf, placeText, titleOf } from './standing.ts';

const columns = [
  ...['number', 'title', 'category', 'place', 'project', 'bureau', 'state', 'outcome', 'result', 'solved'],
  ...['filed', 'due', 'overdue', 'supervised', 'address']
] as const;
const size = 100;
/** As many as a spreadsheet takes with ease; more is for the data sets. */
const most = 5_000;

function row(card: ComplaintCard, t: T, address: string): string[] {
  const yes = (is: boolean) => t(is ? 'complaintsPublic.csv.yes' : 'complaintsPublic.csv.no');
  return [
    card.number,
    titleOf(card, t),
    categoryOf(card, t),
    placeText(card, t),
    card.project?.name ?? '',
    card.bureau?.name ?? '',
    t(`complaints.state.${card.state}`),
    card.outcome ? t(`complaints.outcome.${card.outcome}`) : '',
    card.result ? t(`complaints.result.${card.result}`) : '',
    agreeText(card, t) ?? '',
    card.filed,
    card.due_on ?? '',
    yes(card.overdue),
    yes(card.supervised),
    address
  ];
}

/** The whole list of an address, row by row as the file has it. */
async function rowsOf(db: Client, { url, t }: { url: URL; t: T }): Promise<string[][]> {
  const { filters, sort } = list.parse(url.searchParams);
  const origin = hub().config.ORIGIN ?? url.origin;
  const rows: ComplaintCard[] = [];
  for (let page = 1; rows.length < most; page += 1) {
    const found = await complaints.browse(db, { filters, sort, page, size });
    rows.push(...found.rows);
    if (found.rows.length < size) break;
  }
  return rows.map((card) => row(card, t, origin + localise(`/complaints/${card.slug}`, t.lang)));
}

/** The whole list of an address as a file. */
export const csvOf = async (db: Client, asked: { url: URL; t: T }): Promise<string> =>
  writeCsv([columns.map((name) => asked.t.of(`complaintsPublic.csv.${name}`)), ...(await rowsOf(db, asked))]);

/** The same rows for programs: columns by their names in the data, whatever the language of the page; empty is null. */
export async function jsonOf(db: Client, asked: { url: URL; t: T }) {
  const rows = await rowsOf(db, asked);
  return rows.map((cells) =>
    Object.fromEntries(columns.map((name, at) => [name, cells[at] === '' ? null : (cells[at] ?? null)]))
  );
}
