/** The words of the database, in one place for schemas, filters and dictionaries. */
export const states = [
  'registered',
  'transferred',
  'objected',
  'accepted',
  'not_accepted',
  'investigating',
  'rectification',
  'replied',
  'closed',
  'review_requested',
  'review_decided',
  'final_requested',
  'final',
  'withdrawn',
  'merged'
] as const;
export const queues = [
  'intake',
  'objection',
  'handle',
  'follow_up',
  'review',
  'final',
  'merged',
  'done'
] as const;
export const namings = ['anonymous', 'bureau_only', 'named'] as const;
export const sources = ['web', 'finding', 'open311', 'hotline', 'webhook'] as const;
export const outcomes = ['substantiated', 'partly', 'not_substantiated', 'could_not_verify'] as const;
/** What came of it, in honest words: `no_fault`: nothing to put right; `referred`: court, arbitration, another body. */
export const results = ['fixed', 'will_fix', 'explained', 'no_fault', 'referred'] as const;
export const reviewOutcomes = ['upheld', 'changed', 'sent_back'] as const;
export const visibilities = ['awaiting', 'public', 'stub', 'private'] as const;
export const contactParts = ['name', 'phone', 'email', 'address'] as const;
/** Steps with a deadline that runs: items of `deadline_rules` of the subject `complaint`. */
export const clocks = [
  'notice',
  'publish',
  'objection',
  'answer',
  'follow_up',
  'review_apply',
  'review',
  'final_apply',
  'final'
] as const;
/** What an officer can do (`complaint_transitions`). */
export const officerActs = [
  'accept',
  'not_accept',
  'transfer',
  'object',
  'take_back',
  'appoint',
  'order_acceptance',
  'investigate',
  'rectify',
  'reply',
  'extend',
  'extract',
  'close',
  'reopen',
  'decide_review',
  'hold_hearing',
  'decide_final',
  'merge',
  'supervise',
  'publish',
  'keep_private',
  'ask',
  'note',
  'assign',
  'tag',
  'mark_urgent',
  'recuse'
] as const;
/** What the person can do. */
export const personActs = [
  'write',
  'withdraw',
  'reopen',
  'rate',
  'request_review',
  'request_final',
  'hide_name',
  'coarsen',
  'add_photos',
  'take_mails'
] as const;
/** What can stand in the history. */
export const events = [
  'submitted',
  'registered',
  'routed',
  'held',
  'published',
  'kept_private',
  'accepted',
  'not_accepted',
  'transferred',
  'objected',
  'taken_back',
  'appointed',
  'acceptance_ordered',
  'investigating',
  'rectification',
  'extended',
  'asked',
  'written',
  'noted',
  'extract_sent',
  'extract_answered',
  'replied',
  'closed',
  'reopened',
  'rated',
  'review_requested',
  'review_decided',
  'final_requested',
  'hearing_held',
  'final_decided',
  'withdrawn',
  'merged',
  'joined',
  'supervised',
  'overdue',
  'assigned',
  'tagged',
  'marked_urgent',
  'recused',
  'name_hidden',
  'coarsened',
  'photo_added',
  'contact_read',
  'anonymised'
] as const;
export const actors = ['person', 'bureau', 'superior', 'company', 'clock'] as const;

export type State = (typeof states)[number];
export type OfficerAct = (typeof officerActs)[number];
export type Clock = (typeof clocks)[number];

/** Somebody works on the answer: a reply that is there already is an earlier one (`private.reply_stands`). */
const answering: readonly State[] = [
  'registered',
  'transferred',
  'objected',
  'accepted',
  'investigating',
  'rectification'
];
export const replyStands = (state: State): boolean => !answering.includes(state);
