/** The part of the matrix about the public reading of complaints; see access-matrix.ts. */

export const verbs = {
  everyone: [
    'browse_complaints',
    'complaint_figures',
    'complaint_page',
    'complaint_rules',
    'map_complaints',
    'project_complaints'
  ],
  people: [],
  'people and server': [],
  server: []
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  browse_complaints: 'tells complaints that are public, as coarse as the person asked, without the person',
  complaint_figures: 'counts complaints, and nothing below five',
  complaint_page: 'as browse_complaints; of one that is kept private now, that alone',
  complaint_rules: 'tells the rules, which are public',
  map_complaints: 'as browse_complaints',
  project_complaints: 'as browse_complaints'
};

/** Functions without a search_path of their own, with the reason. Each name in them is qualified. */
const inlined = 'a function with settings cannot be inlined, and this one must be for its indexes to serve';
export const withoutSearchPath = {
  'private.complaint_group': inlined,
  'private.reply_stands': inlined,
  'private.complaint_is_public': inlined,
  'private.matching_complaints': inlined,
  'private.complaint_counted': 'each step of a complaint calls it, and would plan it anew'
};
