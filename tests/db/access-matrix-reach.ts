/** Who asks, and how much of a table each may see; see access-matrix.ts. */
export const roles = [
  'visitor',
  'resident',
  'company_member',
  'officer',
  'province_officer',
  'administrator',
  'service_role'
] as const;
export type Role = (typeof roles)[number];

/** own: the rows that bear the person's own user_id. public: the rows that are public (`publicRows`). */
export type Reach = 'none' | 'own' | 'public' | 'all';

export const everyone: Record<Role, Reach> = {
  visitor: 'all',
  resident: 'all',
  company_member: 'all',
  officer: 'all',
  province_officer: 'all',
  administrator: 'all',
  service_role: 'all'
};
export const nobody: Record<Role, Reach> = {
  visitor: 'none',
  resident: 'none',
  company_member: 'none',
  officer: 'none',
  province_officer: 'none',
  administrator: 'none',
  service_role: 'all'
};
/** Those who take part see drafts: here the officers, whose jurisdiction holds the projects of the test. */
export const drafts: Record<Role, Reach> = {
  visitor: 'public',
  resident: 'public',
  company_member: 'public',
  officer: 'all',
  province_officer: 'all',
  administrator: 'public',
  service_role: 'all'
};
export const own: Record<Role, Reach> = {
  visitor: 'none',
  resident: 'own',
  company_member: 'own',
  officer: 'own',
  province_officer: 'own',
  administrator: 'own',
  service_role: 'all'
};
