import type { Ground } from '../disclosures.ts';

/** Steps of the open version, as `disclosure_transitions` names them. Free of the schema library: browsers read it too. */
export const acts = [
  'submit',
  'recall',
  'confirm',
  'return',
  'publish',
  'schedule',
  'unschedule',
  'discard'
] as const;
export type Act = (typeof acts)[number];

/** Steps after which others, or everyone, read what was written: personal data are pointed out before them. */
const spreading: readonly Act[] = ['submit', 'confirm', 'publish', 'schedule'];
export const spreads = (act: Act): boolean => spreading.includes(act);

/** What a page says is done, by the parameter `done` of its address. */
export const deeds = [...acts, 'save', 'withdraw', 'withhold', 'release', 'channel'] as const;
export type Deed = (typeof deeds)[number];

export const groundsInOrder: readonly Ground[] = ['state_secret', 'third_party', 'internal'];

export const isAct = (text: string): text is Act => acts.some((act) => act === text);
