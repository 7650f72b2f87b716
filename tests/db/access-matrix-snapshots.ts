/** The part of the matrix about snapshots of open data and kits of projects; see access-matrix.ts. */

export const verbs = {
  everyone: ['project_kit', 'project_kit_size'],
  people: [],
  'people and server': [],
  server: ['read_taken_back', 'record_snapshot', 'settle_snapshot']
};

export const open = ['snapshots'];

/** Two rows of each table at least. */
export const seeds = `
  insert into public.snapshots (day, seq, manifest_sha256, row_count, bytes, files, checked_seq, journal_seq)
    select d, 1, repeat('a', 64), 1, 1, '[]', 1, (select max(j.seq) from public.journal j)
    from unnest(array['2026-11-01', '2026-11-02']::date[]) d`;

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  project_kit: 'tells rows of open data of one project, which are public, and numbers of journal entries',
  project_kit_size: 'counts files of versions that are or were public'
};
