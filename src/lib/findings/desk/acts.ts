/** What a page says is done, by the parameter `done` of its address. Free of the schema library: browsers read it too. */
export const deeds = [
  'triage',
  'assign',
  'expert',
  'decide',
  'withhold',
  'sign',
  'release',
  'reply',
  'plan',
  'claim',
  'override'
] as const;
export type Deed = (typeof deeds)[number];

/** What one may choose at triage; `by_clock` is nobody's choice. */
export const choices = ['accept', 'urgent', 'duplicate', 'out_of_scope'] as const;
/** For many at once: a duplicate needs its other, one by one. */
export const bulkChoices = ['accept', 'urgent', 'out_of_scope'] as const;

/** What became of one finding of a bulk act; `problem` is a code of the dictionary `errors`. */
export interface BulkResult {
  slug: string;
  number: string;
  state: string | null;
  problem: string | null;
}

/** Form ids of what is done at a line. */
export const atLine = (deed: 'plan' | 'claim' | 'override', position: number): string =>
  `act-${deed}-${position}`;
