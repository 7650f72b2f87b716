/** The part of the matrix about pages, feeds and figures of open data; see access-matrix.ts. */

export const verbs = {
  everyone: ['data_quality', 'open_days_listed', 'open_figures', 'read_list_news'],
  people: [],
  'people and server': [],
  server: ['websub_news', 'websub_told']
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  data_quality: 'counts rows that everyone can read',
  open_days_listed: 'tells days that were announced',
  open_figures: 'counts rows that everyone can read',
  read_list_news: 'tells entries of the journal as read_journal does, of what the public lists show'
};
