import type { Stage } from './projects.ts';

/** A shape for each stage, drawn in 16 × 16 with the even-odd rule: a ring, a diamond, a house. */
export const stageShapes: Record<Stage, string> = {
  permitting: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13zM8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  construction: 'M8 .8L15.2 8L8 15.2L.8 8z',
  completion: 'M8 1L15 7.2H13V15H3V7.2H1z'
};
