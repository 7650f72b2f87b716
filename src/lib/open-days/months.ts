/** Months as their tables show them: weeks of seven days from Monday; null is a day of another month. */
export type Week = (string | null)[];

const two = (n: number) => String(n).padStart(2, '0');

export function weeksOf(month: string): Week[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const cells: Week = [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length: days }, (_, i) => `${month}-${two(i + 1)}`)
  ];
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(7 * i, 7 * i + 7));
}

/** The month so many months later. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The months that a filter offers: from the last one on. */
export const monthsFrom = (today: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => monthAfter(today.slice(0, 7), i - 1));
