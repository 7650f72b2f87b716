/** The part of the matrix about filing complaints; see access-matrix.ts. */

export const verbs = {
  everyone: ['filing_place', 'read_complaint_photo'],
  people: [],
  'people and server': [],
  server: ['complaint_again', 'unused_complaint_files']
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  filing_place:
    'tells of a project, or of that of a public finding, what is public, and the warranty that follows from it'
};
