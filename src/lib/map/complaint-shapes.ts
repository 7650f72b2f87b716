import type { ComplaintTone } from './complaint-points.ts';

/** A speech bubble, with a mark of its own for each: colour alone would tell nothing to many. */
const bubble = 'M3 4h18v13h-9l-5 4.5V17H3Z';
export const complaintShapes: Record<ComplaintTone, string[]> = {
  late: [bubble, 'M12 6.5v4.5M12 13.5v1'],
  open: [bubble],
  done: [bubble, 'm8 10.5 3 3 5-6']
};
