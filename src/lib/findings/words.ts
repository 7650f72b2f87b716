/** The words of the database, in one place for schemas, filters and dictionaries. */
export const states = [
  'submitted',
  'awaiting_reply',
  'under_verification',
  'decided',
  'published',
  'duplicate',
  'out_of_scope',
  'withheld'
] as const;
export const verdicts = ['matched', 'differs', 'not_accessible', 'not_seen'] as const;
export const lineKinds = ['item', 'free', 'access_refused', 'host_absent'] as const;
export const decisions = ['substantiated', 'partly', 'not_substantiated', 'could_not_verify'] as const;
/** Of a whole finding: the gravest of its lines. `matched`: everything matched and was confirmed. `unverified`: told before anybody verified. */
export const outcomes = [...decisions, 'matched', 'unverified'] as const;
export const triageOutcomes = ['accept', 'urgent', 'duplicate', 'out_of_scope', 'by_clock'] as const;
export const stances = ['accepts', 'contests'] as const;
export const rectificationStates = [
  'awaiting_plan',
  'planned',
  'claimed_fixed',
  'closed',
  'reopened'
] as const;
export const closers = ['finder', 'owner', 'bureau'] as const;
export const grounds = ['state_secret', 'third_party', 'internal', 'investigation'] as const;
export const modes = ['deviation', 'absolute', 'range'] as const;
export const queues = [
  'triage',
  'reply',
  'verify',
  'publish',
  'rectify',
  'reinspect',
  'opinion',
  'sign',
  'done'
] as const;
export const acts = [
  'triage',
  'assign',
  'reply',
  'ask_expert',
  'give_opinion',
  'decide',
  'withhold',
  'sign',
  'release',
  'plan',
  'claim',
  'reinspect',
  'override'
] as const;
/** What stands against deciding, for an officer who verifies; each is an error too. */
export const blocks = [
  'verifier_must_differ',
  'site_officer_may_not',
  'verifier_conflict',
  'opinion_required'
] as const;
export const actors = ['finder', 'owner', 'bureau', 'developer', 'expert', 'clock'] as const;
export const verifications = ['unverified', 'confirmed', 'disputed'] as const;
export const categories = ['deputy', 'expert', 'media', 'resident', 'public'] as const;
/** Steps with a deadline: items of `deadline_rules` of the subject `finding`. */
export const steps = ['triage', 'reply', 'verify', 'opinion', 'publish', 'plan', 'fix', 'reinspect'] as const;

export type State = (typeof states)[number];
export type Verdict = (typeof verdicts)[number];
export type LineKind = (typeof lineKinds)[number];
export type Decision = (typeof decisions)[number];
export type Outcome = (typeof outcomes)[number];
export type RectificationState = (typeof rectificationStates)[number];
export type Act = (typeof acts)[number];
export type Queue = (typeof queues)[number];
