import type { OfficerAct } from '../words.ts';

/** What the desk knows of the steps. Free of the schema library: browsers read it too. */

/** Steps for which a bureau keeps words. */
export const templateActs = [
  'accept',
  'not_accept',
  'transfer',
  'extend',
  'ask',
  'extract',
  'reply',
  'close'
] as const;

/** Why a step of one's duty cannot be taken now. */
export const blocks = [
  'follow_up_must_differ',
  'review_must_differ',
  'objection_passed',
  'superior_appoints',
  'extended_already',
  'others_joined',
  'person_wants_private',
  'anonymised',
  'no_project',
  'higher_than_review'
] as const;

export const bulkActs = ['accept', 'assign', 'tag', 'publish', 'investigate', 'transfer'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** Steps whose form is a single text, and how it is called in what is sent. */
const plain = {
  not_accept: 'reason',
  object: 'reason',
  take_back: null,
  order_acceptance: 'reason',
  investigate: null,
  rectify: 'reason',
  reopen: 'reason',
  supervise: 'reason',
  keep_private: 'reason',
  mark_urgent: 'reason',
  recuse: 'reason',
  note: 'text',
  accept: 'text',
  ask: 'text',
  transfer: 'reason',
  appoint: 'reason',
  extend: 'reason',
  close: 'reason',
  merge: 'reason',
  decide_review: 'reason',
  decide_final: 'reason',
  hold_hearing: 'reason',
  extract: 'text',
  reply: 'text',
  publish: 'text',
  assign: null,
  tag: null
} as const satisfies Record<OfficerAct, 'reason' | 'text' | null>;

/** The field that words of a template go into. */
export const wordsOf = (act: OfficerAct): 'reason' | 'text' | null => plain[act];

/** In the order of what one is here for: the first that may be done is shown open. */
const first: readonly OfficerAct[] = [
  'accept',
  'take_back',
  'reply',
  'close',
  'decide_review',
  'decide_final',
  'appoint'
];
export const mainAct = (acts: readonly OfficerAct[]): OfficerAct | null =>
  first.find((act) => acts.includes(act)) ?? null;

/** Single keys of a case; each leads to its form and never acts by itself. */
export const keyedActs = [
  ['a', 'accept'],
  ['r', 'reply'],
  ['t', 'transfer'],
  ['n', 'note']
] as const satisfies readonly [string, OfficerAct][];

export interface BulkResult {
  slug: string;
  number: string;
  state: string | null;
  problem: string | null;
}
