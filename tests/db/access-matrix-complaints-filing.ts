/** The part of the matrix about filing complaints; see access-matrix.ts. */

export const verbs = {
  everyone: ['filing_place', 'read_complaint_photo'],
  people: [],
  'people and server': [],
  server: ['complaint_again', 'read_own_complaint_photo', 'unused_complaint_files']
};
