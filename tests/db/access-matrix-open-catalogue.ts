/** The part of the matrix about sitemaps and OC4IDS; see access-matrix.ts. */

export const verbs = {
  everyone: ['open_whole_projects', 'sitemap_bounds', 'sitemap_page']
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  open_whole_projects: 'tells the rows of the open data, by their own functions',
  sitemap_bounds: 'tells addresses of public pages',
  sitemap_page: 'tells addresses of public pages; of complaints no time'
};

/** Functions without a search_path of their own, with the reason. Each name in them is qualified. */
export const withoutSearchPath = {
  'private.sitemap_records':
    'a function with settings cannot be inlined, and this one must be for its indexes to serve'
};
