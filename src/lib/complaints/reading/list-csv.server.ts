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

/** The whole list of an address as a file. */
export async function csvOf(db: Client, { url, t }: { url: URL; t: T }): Promise<string> {
  const { filters, sort } = list.parse(url.searchParams);
  const origin = hub().config.ORIGIN ?? url.origin;
  const rows: ComplaintCard[] = [];
  for (let page = 1; rows.length < most; page += 1) {
    const found = await complaints.browse(db, { filters, sort, page, size });
    rows.push(...found.rows);
    if (found.rows.length < size) break;
  }
  return writeCsv([
    columns.map((name) => t.of(`complaintsPublic.csv.${name}`)),
    ...rows.map((card) => row(card, t, origin + localise(`/complaints/${card.slug}`, t.lang)))
  ]);
}
