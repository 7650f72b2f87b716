/** Days by the calendar from one day to another; neither hour nor time zone can move them. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export interface TimeScale {
  /** Where a day lies, in per cent of the width. */
  at: (day: string) => number;
  /** First days of months, far enough apart to be labelled. */
  ticks: string[];
}

const steps = [1, 2, 3, 6, 12, 24, 60];
const most = 5;

/** Days drawn to time, with a little room at both ends for the marks. */
export function timeScale(days: string[]): TimeScale {
  const sorted = days.toSorted();
  const first = sorted[0] ?? '2026-01-01';
  const last = sorted.at(-1) ?? first;
  const span = Math.max(30, daysBetween(first, last));
  const at = (day: string) => Math.round((4 + (daysBetween(first, day) / span) * 92) * 100) / 100;
  const step = steps.find((months) => span / 30.44 / months <= most) ?? 60;
  const month = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  const ticks: string[] = [];
  for (let m = Math.ceil(month / step) * step; ; m += step) {
    const tick = `${String(Math.floor(m / 12))}-${String((m % 12) + 1).padStart(2, '0')}-01`;
    if (at(tick) > 90) break;
    // a label is as wide as a tenth of a phone to either side
    if (at(tick) >= 10) ticks.push(tick);
  }
  return { at, ticks };
}
