import type { Table } from './catalogue.ts';

/**
 * What whoever seizes the database alone learns of the people who complained, column by column. A test holds it against
 * the database: a new column is listed here or the suite fails.
 *
 * [form, of whom, erased]: form `clear` can be read, `sealed` is encrypted and `hashed` cannot be turned back, both with a
 * key that is not in the database. Of the `person` who complained, an `officer` or company, or the `case`. Erased: when
 * the retention is over (`retention`), or never.
 */
type Form = 'clear' | 'sealed' | 'hashed';
type Whose = 'person' | 'officer' | 'case';
type Erased = 'retention' | 'never';
export type Fate = readonly [Form, Whose, Erased];

const told: Fate = ['clear', 'person', 'retention'];
const officer: Fate = ['clear', 'officer', 'never'];
const ofCase: Fate = ['clear', 'case', 'never'];
const goes: Fate = ['clear', 'case', 'retention'];

const all = (fate: Fate, columns: string): Record<string, Fate> =>
  Object.fromEntries(columns.split(' ').map((column) => [column, fate]));

export const surrenders: Record<string, Record<string, Fate>> = {
  'private.complaint_keys': {
    tracking_hash: ['hashed', 'person', 'retention'],
    ...all(told, 'user_id wants_mail seen_at'),
    ...all(ofCase, 'complaint_id locale')
  },
  'private.complaint_contacts': {
    sealed: ['sealed', 'person', 'retention'],
    has: told,
    complaint_id: goes
  },
  'private.complaint_statements': { ...all(told, 'description spot rating_note'), complaint_id: goes },
  'private.complaint_photos': {
    sha256: told,
    ...all(goes, 'photo_id complaint_id media_type bytes width height by shown sort at')
  },
  'private.complaint_messages': {
    text: told,
    ...all(goes, 'message_id complaint_id channel by organization_id user_id asks at')
  },
  'private.complaint_notices': all(goes, 'notice_id complaint_id event_id kind facts at'),
  'private.complaint_contact_reads': {
    ...all(officer, 'user_id organization_id reason at'),
    ...all(ofCase, 'read_id complaint_id')
  },
  'private.complaint_acts': {
    ...all(officer, 'user_id organization_id act at'),
    complaint_id: ofCase
  },
  'private.complaint_recusals': { ...all(officer, 'user_id reason at'), complaint_id: ofCase },
  'private.complaint_numbers': all(ofCase, 'series last'),
  'private.complaint_counts': all(ofCase, 'division_code category stage outcome supervised n'),
  'private.complaint_moves': all(ofCase, 'move_id division_code category stage outcome supervised n'),
  'private.complaint_tallies_kept': all(ofCase, 'one since tallies made_at took'),
  'private.complaint_connections': {
    ...all(
      ofCase,
      'connection_id kind organization_id name url state after_event failures used_on created_at ended_at'
    ),
    secret_hash: ['hashed', 'officer', 'never'],
    sealed: ['sealed', 'officer', 'never'],
    created_by: officer
  },
  'private.complaint_deliveries': all(
    ofCase,
    'delivery_id connection_id event_id state attempts next_attempt_at claimed_by claimed_until status last_error created_at settled_at'
  ),
  'private.complaint_order_refs': {
    ref_hash: ['hashed', 'case', 'never'],
    ...all(ofCase, 'complaint_id at')
  },
  'private.complaint_orders': {
    ...all(ofCase, 'connection_id answer at'),
    key_hash: ['hashed', 'case', 'never'],
    body_hash: ['hashed', 'case', 'never']
  },
  'private.complaint_tokens': all(ofCase, 'token complaint_id'),
  'private.complaint_filters': all(officer, 'filter_id user_id name query'),
  'public.complaints': {
    ...all(told, 'naming shown_name lat lng external_ref finding_id reply_text'),
    ...all(officer, 'assignee'),
    ...all(
      ofCase,
      'complaint_id slug number source project_id division_code bureau_id bureau_division sender_id objections demo category coarse_place coarse_time urgent held look_again ' +
        'state queue clock due_on deadline_rule_id overdue_told reminded ever_overdue tags filed_at changed_at accepted_at extended_days supervised_at supervised_by ' +
        'replied_at outcome result fix_by public_reply closed_at close_reason not_accepted_reason channel reopened rating solved rated_at review_outcome review_text ' +
        'review_by final_outcome final_text ended_at ex_officio merged_into joined visibility wants_public public_title public_text private_reason published_at ' +
        'published_seq anonymised_at edits'
    )
  }
};

const forms: Record<Form, string> = {
  clear: 'in clear',
  sealed: 'sealed (AES-256-GCM, key outside the database)',
  hashed: 'hashed (HMAC-SHA-256, key outside the database)'
};
const people: Record<Whose, string> = {
  person: 'the person who complained',
  officer: 'officers',
  case: 'the case'
};
const ends: Record<Erased, string> = { retention: 'when the retention is over', never: 'never' };

const cell = (text: string) => text.replaceAll('|', '\\|');

function section(table: Table, fates: Record<string, Fate>): string {
  const rows = table.columns.map(({ name, comment }) => {
    const [form, whose, erased] = fates[name] ?? ['clear', 'person', 'never'];
    return `| \`${name}\` | ${cell(comment ?? '')} | ${forms[form]} | ${people[whose]} | ${ends[erased]} |`;
  });
  return [
    `## ${table.schema}.${table.name}`,
    '',
    '| Column | What it is | Stored | Of whom | Erased |',
    '|---|---|---|---|---|',
    ...rows,
    ''
  ].join('\n');
}

/** Tables of the list, in its order; tables that hold persons of complaints and are not listed come back by name. */
export function matchSurrenders(tables: Table[]): { listed: Table[]; missing: string[] } {
  const held = tables.filter(
    ({ schema, name }) =>
      (schema === 'private' && name.startsWith('complaint_')) ||
      (schema === 'public' && name === 'complaints')
  );
  const nameOf = ({ schema, name }: Table) => `${schema}.${name}`;
  const missing = held.flatMap((table) =>
    table.columns
      .filter(({ name }) => !surrenders[nameOf(table)]?.[name])
      .map(({ name }) => `${nameOf(table)}.${name}`)
  );
  const listed = Object.keys(surrenders).flatMap((name) => held.filter((table) => nameOf(table) === name));
  return { listed, missing };
}

export const renderSurrenders = (tables: Table[]): string =>
  [
    '# What a seizure surrenders',
    '',
    'Generated by `node tools/docs.ts` from `tools/docs/surrenders.ts`; a test holds it against the database. This is what somebody learns of the',
    'people who complained who has the database alone: a stolen disk of the database server, its dump, a court order. The keys are in `secrets.json`',
    'of the data folder, not in the database. Whoever has both can open what is sealed: with engine 2 keep them on different machines.',
    'A backup by `npm run hub -- backup` holds both, so that it is to be kept as safe as the two together.',
    '',
    '- **Nobody has the tracking code.** It is shown once and stored nowhere; its hash cannot be turned back without the key.',
    '- **Contact data** is one ciphertext for each complaint; the database alone tells which parts there are.',
    '- **What people wrote** is in clear until the retention is over (a rule of each city, a year unless it says otherwise), so that',
    '  officers can search and read it. It is in no log, feed, export or mail.',
    '- **Addresses of machines and marks of devices** are stored nowhere: limits count by a keyed hash that is forgotten with its window.',
    '- **Photos** are files by hash in the area `complaints`, encoded anew without metadata; the file as it was sent is not kept. Those that an officer made public stay.',
    '- **Mails** hold the number of the complaint alone; the address is opened when one is sent.',
    '',
    ...matchSurrenders(tables).listed.map((table) =>
      section(table, surrenders[`${table.schema}.${table.name}`] ?? {})
    )
  ].join('\n');
