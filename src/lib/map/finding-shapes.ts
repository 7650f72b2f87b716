import type { FindingTone } from './finding-points.ts';

/** A diamond, with a mark of its own for each: colour alone would tell nothing to many. */
const diamond = 'M12 2 22 12 12 22 2 12Z';
export const findingShapes: Record<FindingTone, string[]> = {
  wrong: [diamond, 'M8 10h8M8 14h8M14.5 7l-5 10'],
  open: [diamond],
  fine: [diamond, 'm8 12.5 3 3 5-7']
};
