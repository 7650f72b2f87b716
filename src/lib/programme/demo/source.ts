import type { Random } from './random.ts';
import type { Work } from './works.ts';

export type ItemFacts = Record<string, string | number | boolean>;

/** What the facts of a disclosure are made from. */
export interface Source {
  work: Work;
  /** The day of the milestone, as far as it is known. */
  day: string;
  city: string;
  from: Random;
}

export const scopeOf = ({ work }: Source): string =>
  `1号至${String(work.facts.building_count ?? 3)}号住宅楼${work.facts.structure === 'frame' ? '' : '及地下室'}`;
