/** The part of the matrix about the desk of complaints; see access-matrix.ts. */

export const verbs = {
  everyone: [],
  people: [
    'browse_desk_complaints',
    'desk_complaint',
    'desk_templates',
    'desk_workload',
    'export_desk_complaints',
    'map_desk_complaints',
    'my_extract',
    'my_extracts',
    'remove_complaint_filter',
    'remove_complaint_route',
    'remove_complaint_template',
    'save_complaint_filter',
    'save_complaint_route',
    'save_complaint_template'
  ],
  'people and server': [],
  server: []
};

export const withoutSearchPath = {
  'private.matching_complaints':
    'a function with settings cannot be inlined, and this one must be for its indexes to serve'
};
