import type { Person } from '#lib/accounts/person.ts';
import { grouped, oversees } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { actionOf } from '#lib/notifications/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { inLanguage } from '#lib/catalogue/catalogue.ts';
import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import * as desk from './desk.server.ts';
import type { DeskRow } from './replies.ts';
import { list } from './schema.ts';

/** A page of the inbox, and what its filters offer. */
export async function load({ db, lang }: Pick<App.Locals, 'db' | 'lang'>, who: Person, url: URL) {
  const query = list.parse(url.searchParams);
  const [found, categories, all, bureaus, officers] = await Promise.all([
    desk.list(db, query),
    desk.categories(db),
    divisions(db),
    desk.bureaus(db),
    desk.workload(db)
  ]);
  const mine = all.filter(({ division_code }) => oversees(who, division_code));
  return {
    query,
    found,
    categories,
    bureaus,
    officers,
    groups: grouped(mine, lang, true),
    search: list.filterSearch(url.searchParams),
    actions: Object.fromEntries(
      ['many', 'save', 'remove'].map((name) => [name, actionOf(name, url.searchParams)])
    )
  };
}

/** What the map of the list shows, where it is asked for. */
export const map = async (db: Client, url: URL) => desk.onMap(db, list.parse(url.searchParams).filters);

/** How many wait, counted to a thousand. */
export async function counts(db: Client) {
  const { counts: all } = await desk.list(db, { filters: {}, page: 1, size: 20 });
  return all;
}

const columns = [
  'number',
  'category',
  'state',
  'queue',
  'clock',
  'due_on',
  'filed_at',
  'source',
  'project',
  'division',
  'bureau',
  'assignee',
  'flags',
  'visibility',
  'joined',
  'outcome',
  'result',
  'tags'
] as const;

/** The filtered list as a file: nothing of a person, and nothing that a spreadsheet would run. */
export async function csv({ db, t }: Pick<App.Locals, 'db' | 't'>, url: URL): Promise<string> {
  const { filters } = list.parse(url.searchParams);
  const [rows, categories] = await Promise.all([desk.rows(db, filters), desk.categories(db)]);
  const names = new Map(categories.map((one) => [one.category, inLanguage(one, 'name', t.lang)]));
  return writeCsv([
    columns.map((column) => t(`complaintDesk.csv.${column}`)),
    ...rows.map((row) => cells(row, names, t))
  ]);
}

function cells(row: DeskRow, names: Map<string, string>, t: T): string[] {
  const flags = [
    row.urgent ? t('complaintDesk.row.urgent') : '',
    row.supervised ? t('complaintDesk.row.supervised') : '',
    row.held ? t('complaintDesk.row.held') : ''
  ];
  return [
    row.number,
    names.get(row.category) ?? row.category,
    t(`complaints.state.${row.state}`),
    t(`complaints.queue.${row.queue}`),
    row.clock ? t(`complaints.clock.${row.clock}`) : '',
    row.due_on ?? '',
    row.filed_at.slice(0, 10),
    t(`complaints.source.${row.source}`),
    row.project?.name ?? '',
    inLanguage(row, 'division', t.lang),
    row.bureau?.name ?? '',
    row.assignee?.name ?? '',
    flags.filter((flag) => flag !== '').join(' '),
    t(`complaints.visibility.${row.visibility}`),
    String(row.joined),
    row.outcome ? t(`complaints.outcome.${row.outcome}`) : '',
    row.result ? t(`complaints.result.${row.result}`) : '',
    row.tags.join(' ')
  ];
}
