/** A line of a drawn timeline: what was planned or due on a day, against the day it came to pass. */
export interface TimelineRow {
  key: string;
  name: string;
  /** How it stands, in words: 逾期 12 天. */
  text: string;
  planned: string | null;
  reached: string | null;
  /** Marked at today as missed. */
  overdue: boolean;
  /** A heading above the first row of each group. */
  group?: string;
}
