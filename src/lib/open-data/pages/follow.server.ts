import type { T } from '#lib/i18n/types.ts';
import { subjectOf } from '#lib/journal/lists/feed.server.ts';
import { listNamed } from '#lib/journal/lists/lists.server.ts';
import type { Client } from '#lib/server/client.ts';

/** Where what happens to the rows of a data set is told, if no list of the site shows them. */
const others: Record<string, string> = {
  parties: '/feeds/kinds/project.updated',
  milestones: '/feeds/kinds/milestone.reached',
  documents: '/feeds/kinds/disclosure.published',
  visits: '/feeds/kinds/open_day.held',
  rectifications: '/feeds/kinds/rectification.verified',
  deadlines: '/feeds/kinds/disclosure.overdue'
};

/** The feeds nearest to a data set: of its list, with the filters of the address where the list knows them all. */
export async function feedOf(
  db: Client,
  dataset: string,
  search: string,
  t: T
): Promise<{ rss: string; json: string }> {
  const list = listNamed(dataset.replace('_', '-'));
  if (!list) {
    const path = others[dataset] ?? '/feeds/all';
    return { rss: `${path}.rss`, json: `${path}.json` };
  }
  const subject = await subjectOf(db, list, new URLSearchParams(search), t);
  const query = subject?.search ? `?${subject.search}` : '';
  return { rss: `/feeds/lists/${list.name}.rss${query}`, json: `/feeds/lists/${list.name}.json${query}` };
}
