/**
 * What each role may do, table by table: the promise that tests/db/access-matrix.test.ts holds against both engines, cell
 * by cell, and that docs/access-matrix.md shows. A new table or verb must be entered here before the tests pass.
 */
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

/** own: the rows that bear the person's own user_id. */
export type Reach = 'none' | 'own' | 'all';

const everyone: Record<Role, Reach> = {
  visitor: 'all',
  resident: 'all',
  company_member: 'all',
  officer: 'all',
  province_officer: 'all',
  administrator: 'all',
  service_role: 'all'
};
const nobody: Record<Role, Reach> = {
  visitor: 'none',
  resident: 'none',
  company_member: 'none',
  officer: 'none',
  province_officer: 'none',
  administrator: 'none',
  service_role: 'all'
};
const own: Record<Role, Reach> = {
  visitor: 'none',
  resident: 'own',
  company_member: 'own',
  officer: 'own',
  province_officer: 'own',
  administrator: 'own',
  service_role: 'all'
};

export const reads: Record<string, Record<Role, Reach>> = {
  audit_entries: { ...nobody, administrator: 'all' },
  buildings: everyone,
  canaries: nobody,
  divisions: everyone,
  import_runs: own,
  journal: everyone,
  memberships: { ...own, administrator: 'all' },
  milestone_kinds: everyone,
  milestones: everyone,
  organizations: everyone,
  profiles: { ...own, administrator: 'all' },
  project_parties: everyone,
  projects: everyone
};

export const verbs = ['insert', 'update', 'delete'] as const;
export type Verb = (typeof verbs)[number];

/** Tables whose rows are never changed again, not even by the server's own role. */
export const appendOnly = ['audit_entries', 'journal'];

/** No person writes a table: all changes go through verbs, which check rights and keep the journal. */
export const mayWrite = (role: Role, verb: Verb, table: string): boolean =>
  role === 'service_role' && (verb === 'insert' || !appendOnly.includes(table));

/** Who may call a verb at all. What it demands of the caller then is said by its comment. */
export type Callers = 'everyone' | 'people' | 'people and server' | 'server';

export const grantees: Record<Callers, string[]> = {
  everyone: ['anon', 'authenticated', 'service_role'],
  people: ['authenticated'],
  'people and server': ['authenticated', 'service_role'],
  server: ['service_role']
};

const byCallers: Record<Callers, string[]> = {
  everyone: [
    'browse_organizations',
    'browse_projects',
    'division_page',
    'journal_head',
    'map_projects',
    'nearby_projects',
    'organization_page',
    'project_page',
    'read_journal'
  ],
  people: [
    'browse_people',
    'delete_my_account',
    'end_membership',
    'grant_membership',
    'read_audit',
    'save_organization',
    'save_profile',
    'whoami'
  ],
  'people and server': [
    'add_milestone_kind',
    'begin_import',
    'commit_import',
    'discard_import',
    'preview_import',
    'read_import',
    'save_project',
    'set_location_quality',
    'stage_import'
  ],
  server: [
    'accept_totp',
    'begin_totp',
    'clear_limit',
    'configure_hub',
    'disable_totp',
    'find_account',
    'grant_administrator',
    'read_totp',
    'use_limit'
  ]
};

/** The verbs of the API by name. */
export const callers: ReadonlyMap<string, Callers> = new Map(
  (['everyone', 'people', 'people and server', 'server'] as const).flatMap((who) =>
    byCallers[who].map((verb): [string, Callers] => [verb, who])
  )
);

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded: Record<string, string> = {
  journal_head:
    'tells two numbers and a hash; it reads the audit trail only for how many entries it has, which moves the caches on'
};

/** Functions without a search_path of their own, with the reason. */
export const withoutSearchPath: Record<string, string> = {
  'private.matching_entries': 'as the next',
  'private.matching_projects':
    'a function with settings cannot be inlined, and this one must be for its indexes to serve'
};
