/** The part of the matrix about the person of a complaint; see access-matrix.ts. */

export const verbs = {
  everyone: ['finding_complaints'],
  people: ['finding_to_complain', 'my_complaint', 'my_complaint_photo', 'my_complaints', 'visit_to_complain'],
  'people and server': [],
  server: ['add_my_complaint_photos', 'find_tracking', 'own_complaint_photo', 'track_complaint']
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  finding_complaints:
    'counts complaints that grew from a public finding, and names those of them that are public'
};
