import * as complaints from './access-matrix-complaints.ts';
import * as findings from './access-matrix-findings.ts';
import * as log from './access-matrix-log.ts';
import * as openData from './access-matrix-open-data.ts';
import * as openDays from './access-matrix-open-days.ts';
import * as snapshots from './access-matrix-snapshots.ts';
import * as openPages from './access-matrix-open-pages.ts';
import { drafts, everyone, nobody, own, roles, type Reach, type Role } from './access-matrix-reach.ts';

/**
 * What each role may do: tests/db/access-matrix.test.ts holds it against both engines, docs/access-matrix.md shows it.
 */
export { roles };
export type { Reach, Role };

/** What is public of a table that holds drafts too. */
export const publicRows: Record<string, string> = {
  ...openDays.rows,
  disclosure_documents: `exists (select from public.disclosure_versions v where v.disclosure_id = t.disclosure_id
    and v.version = t.version and v.state in ('published', 'superseded'))`,
  disclosure_versions: `t.state in ('published', 'superseded')`,
  documents: 'private.document_is_public(t.document_id)'
};

export const reads: Record<string, Record<Role, Reach>> = {
  audit_entries: { ...nobody, administrator: 'all' },
  bookings: own,
  buildings: everyone,
  calendar_days: everyone,
  canaries: nobody,
  deadline_rules: everyone,
  disclosure_channels: everyone,
  disclosure_documents: drafts,
  disclosure_item_revisions: everyone,
  disclosure_items: everyone,
  disclosure_plan_items: everyone,
  disclosure_plans: everyone,
  disclosure_transitions: everyone,
  disclosure_versions: drafts,
  disclosures: everyone,
  divisions: everyone,
  documents: drafts,
  import_runs: own,
  journal: everyone,
  memberships: { ...own, administrator: 'all' },
  milestone_kinds: everyone,
  milestones: everyone,
  notifications: own,
  open_day_kinds: everyone,
  open_day_reports: own,
  open_day_requests: own,
  open_day_seats: drafts,
  open_day_series: { ...nobody, officer: 'all', province_officer: 'all' },
  open_day_templates: nobody,
  open_days: drafts,
  organizations: everyone,
  profiles: { ...own, administrator: 'all' },
  project_parties: everyone,
  projects: everyone,
  supervisor_appointments: nobody,
  supervisor_rules: everyone,
  supervisors: own,
  visits: own,
  ...Object.fromEntries([...complaints.hidden, ...findings.hidden].map((table) => [table, nobody])),
  ...Object.fromEntries(
    [...complaints.open, ...findings.open, ...log.open, ...snapshots.open].map((table) => [table, everyone])
  )
};

export const verbs = ['insert', 'update', 'delete'] as const;
export type Verb = (typeof verbs)[number];

/** Tables whose rows are never changed again, not even by the server's own role. */
export const appendOnly = [
  'audit_entries',
  'disclosure_channels',
  'disclosure_item_revisions',
  'journal',
  ...complaints.appendOnly,
  ...findings.appendOnly,
  ...log.appendOnly
];

/** What triggers refuse to everyone, beside that, once something is public: rules may end and versions be superseded, but they and their project stay. */
const refused: Record<string, Verb[]> = {
  ...complaints.refused,
  ...findings.refused,
  ...log.refused,
  deadline_rules: ['delete'],
  disclosure_documents: ['insert', 'update', 'delete'],
  disclosure_versions: ['delete'],
  documents: ['update'],
  disclosures: ['delete'],
  projects: ['delete'],
  supervisors: ['delete']
};

/** No person writes a table: all changes go through verbs, which check rights and keep the journal. */
export const mayWrite = (role: Role, verb: Verb, table: string): boolean =>
  role === 'service_role' &&
  (verb === 'insert' || !appendOnly.includes(table)) &&
  !refused[table]?.includes(verb);

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
    'browse_disclosure_items',
    'browse_disclosures',
    'browse_organizations',
    'browse_projects',
    'browse_supervisors',
    'disclosure_matrix',
    'disclosure_page',
    'calendar_year',
    'disclosure_item_page',
    'division_page',
    'find_file',
    'home_disclosures',
    'journal_head',
    'map_projects',
    'nearby_projects',
    'organization_page',
    'project_disclosure_page',
    'project_disclosures',
    'preview_deadlines',
    'project_page',
    'read_document',
    'read_journal',
    'supervisor_page'
  ],
  people: [
    'advance_disclosure',
    'answer_appointment',
    'apply_supervisor',
    'appoint_supervisor',
    'ask_supervisor_renewal',
    'browse_desk_disclosures',
    'browse_desk_supervisors',
    'browse_plans',
    'browse_notifications',
    'browse_people',
    'confirm_plan',
    'decide_supervisor',
    'delete_my_account',
    'desk_disclosure',
    'desk_supervisor',
    'end_appointment',
    'end_membership',
    'grant_membership',
    'leave_supervisors',
    'mark_notifications_read',
    'my_supervisor',
    'project_plan',
    'project_supervisors',
    'read_audit',
    'read_evidence',
    'record_channel',
    'release_disclosure',
    'save_disclosure',
    'save_organization',
    'save_profile',
    'save_supervisor_conflicts',
    'whoami',
    'withdraw_disclosure',
    'withhold_disclosure'
  ],
  'people and server': [
    'add_deadline_rule',
    'add_milestone_kind',
    'begin_import',
    'clear_calendar_day',
    'commit_import',
    'discard_import',
    'end_deadline_rule',
    'end_disclosure_item',
    'preview_import',
    'read_import',
    'save_disclosure_item',
    'save_project',
    'set_calendar_day',
    'set_location_quality',
    'stage_import'
  ],
  server: [
    'accept_totp',
    'begin_totp',
    'change_subscription',
    'claim_job',
    'claim_mails',
    'claim_subscription_batch',
    'clear_limit',
    'configure_hub',
    'confirm_subscription',
    'disable_totp',
    'end_subscription',
    'fail_job',
    'find_account',
    'finish_job',
    'grant_administrator',
    'keep_evidence',
    'keep_job',
    'publish_scheduled',
    'read_subscription_news',
    'read_subscriptions',
    'list_evidence',
    'load_calendar',
    'read_totp',
    'read_troubled_mails',
    'read_work',
    'register_document',
    'register_jobs',
    'release_expired',
    'remind_disclosures',
    'request_subscription',
    'retry_mails',
    'settle_evidence_leftovers',
    'settle_mail',
    'sweep_disclosures',
    'sweep_supervisors',
    'tidy_mails',
    'use_limit'
  ]
};

const slices = [complaints, findings, log, openData, openDays, openPages, snapshots].map(
  ({ verbs }) => verbs
);

/** The verbs of the API by name. */
export const callers: ReadonlyMap<string, Callers> = new Map(
  (['everyone', 'people', 'people and server', 'server'] as const).flatMap((who) =>
    [byCallers, ...slices].flatMap((verbs) => verbs[who].map((verb): [string, Callers] => [verb, who]))
  )
);

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded: Record<string, string> = {
  ...complaints.unguarded,
  ...findings.unguarded,
  ...log.unguarded,
  ...openData.unguarded,
  ...openDays.unguarded,
  ...snapshots.unguarded,
  ...openPages.unguarded,
  browse_supervisors: 'tells of registered supervisors what is public: the card, by number',
  disclosure_page:
    'tells versions that are or were public and organizations; of a withdrawn version only that it was',
  find_file: 'finds files of versions that are or were public, by a hash that the asker must have',
  journal_head:
    'tells two numbers and a hash; it reads the audit trail only for how many entries it has, which moves the caches on',
  project_disclosure_page: 'as the next, with the confirmed plan, which is public',
  project_disclosures:
    'tells what is owed and published, which is all public, with the organization that confirmed it',
  read_journal: 'tells each entry as pages and feeds tell it today, also those that the table withholds',
  supervisor_page: 'tells of one registered supervisor what is public, and entries of the journal'
};
