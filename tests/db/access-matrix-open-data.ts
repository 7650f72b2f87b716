/** The part of the matrix about open data; see access-matrix.ts. */
import * as catalogue from './access-matrix-open-catalogue.ts';

export const verbs = {
  everyone: [
    ...catalogue.verbs.everyone,
    'open_changes',
    'open_count',
    'open_entries',
    'open_lines',
    'open_record',
    'open_rows',
    'open_rows_at'
  ],
  people: [],
  'people and server': [],
  server: ['open_touched_projects', 'open_whole_names']
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  ...catalogue.unguarded,
  open_changes: 'tells rows of open data, which are public',
  open_count: 'counts rows of open data, which are public',
  open_entries: 'tells the journal as pages and feeds do, with the hashes that stand in it',
  open_lines: 'as open_rows',
  open_record: 'as open_rows',
  open_rows:
    'tells of each table what its pages tell everyone; tests/db/open-data-rows.test.ts holds them against each other',
  open_rows_at: 'as open_rows, without what was withdrawn since'
};

/** Functions without a search_path of their own, with the reason. Each name in them is qualified. */
const inlined =
  'a function with settings cannot be inlined, and this one is called for each of a million rows';
export const withoutSearchPath = {
  ...catalogue.withoutSearchPath,
  'private.disclosure_is_open': inlined,
  'private.finding_is_public': inlined,
  'private.open_deadline': inlined,
  'private.open_deadline_mark': inlined,
  'private.open_disclosure_row': inlined,
  'private.open_project_row': inlined
};
