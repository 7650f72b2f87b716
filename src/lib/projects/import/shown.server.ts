import { z } from 'zod';
import { names } from '#lib/journal/journal.server.ts';
import { listQuery, pick } from '#lib/ui/list-query.ts';
import { changedFields } from './changes.ts';
import * as imports from './import.server.ts';
import { notesOf } from './upload.server.ts';

const list = listQuery({
  filters: {
    outcome: pick(z.enum(['new', 'changed', 'unchanged', 'refused'])),
    /** Rows of the file that were left out, and where to fetch them. */
    left: pick(z.coerce.number().int().min(1)),
    bad: pick(z.uuid()),
    /** What was worth a look in the file. */
    notes: pick(z.uuid())
  },
  sorts: ['line']
});

/** What the page of an import shows: counts, and a page of its rows in words. */
export async function page(
  { db, lang, t }: Pick<App.Locals, 'db' | 'lang' | 't'>,
  owner: string,
  run: string,
  params: URLSearchParams
) {
  const query = list.parse(params);
  const { outcome, left = 0, bad = null, notes } = query.filters;
  const first = await imports.read(db, run, { outcome, page: query.page, size: query.size });
  const { summary } = first;
  // nobody asked: what needs a look comes first
  const chosen = outcome ?? (summary.refused > 0 ? 'refused' : summary.changed > 0 ? 'changed' : 'new');
  const read = outcome
    ? first
    : await imports.read(db, run, { outcome: chosen, page: query.page, size: query.size });
  const named = await names(db, lang);
  return {
    run: first.run,
    summary,
    remaining: first.remaining,
    outcome: chosen,
    query: { page: query.page, size: query.size },
    left,
    bad,
    notes: notesOf(owner, notes),
    rows: read.rows.map(({ line, name, permit_no, project_code, detail }) => ({
      line,
      name: name ?? '',
      number: permit_no ?? project_code ?? '',
      changes: changedFields(detail?.changes ?? {}, t, named),
      reason: detail?.reason ? t.of(detail.reason, {}, 'errors.invalid') : ''
    }))
  };
}
export type ShownRow = Awaited<ReturnType<typeof page>>['rows'][number];
