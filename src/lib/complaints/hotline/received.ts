/** An order that was received longer ago is a slip of the pen, or one whose days are over whatever the hub does. */
export const MOST_DAYS = 60;
const DAY_MS = 86_400_000;

/** What is wrong with the day on which 12345 received an order; both days as YYYY-MM-DD. As `file_complaint` has it. */
export function receivedProblem(day: string, today: string): 'time_future' | 'time_old' | undefined {
  const ago = (Date.parse(today) - Date.parse(day)) / DAY_MS;
  if (ago < 0) return 'time_future';
  return ago > MOST_DAYS ? 'time_old' : undefined;
}
