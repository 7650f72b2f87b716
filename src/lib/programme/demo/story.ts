import type { MilestoneKind } from '#lib/projects/import/schema.ts';
import type { City } from './places.ts';
import type { Random } from './random.ts';
import type { Milestone } from './schedule.ts';
import type { Work } from './works.ts';

/** One work of the demonstration, and when what became of it was told here. */
export interface Story {
  n: number;
  anchor: string;
  city: City;
  work: Work;
  milestones: Milestone[];
  registered: string;
  /** The day on which a reached milestone was told; what was reached before came with the registration. */
  told: Partial<Record<MilestoneKind, string>>;
  from: Random;
}

/** Works on which the demonstration's companies meet, so that each of their accounts finds work waiting. */
export const showcase = new Set([0, 1, 4, 8, 14, 22]);
