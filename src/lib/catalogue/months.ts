import type { CalendarYear } from './calendar.server.ts';

export interface DayCell {
  day: string;
  /** Day of the month. */
  n: number;
  /** off and on differ from Monday to Friday; weekend and plain do not. */
  is: 'off' | 'on' | 'weekend' | 'plain';
  name: string;
  /** As an officer entered it. */
  mine: boolean;
}

export interface Month {
  first: string;
  workdays: number;
  /** Weeks from Monday to Sunday; null where another month's days are. */
  weeks: (DayCell | null)[][];
}

const two = (n: number) => String(n).padStart(2, '0');

/** A year as its months and weeks, with what differs from Monday to Friday. What an officer entered wins. */
export function monthsOf(year: number, { days, months }: CalendarYear): Month[] {
  const known = new Map<string, CalendarYear['days'][number]>();
  for (const one of days) if (one.source === 'officer' || !known.has(one.day)) known.set(one.day, one);

  function cell(month: number, n: number): DayCell {
    const day = `${year}-${two(month + 1)}-${two(n)}`;
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    const entry = known.get(day);
    const plain = weekend ? 'weekend' : 'plain';
    return {
      day,
      n,
      is: entry ? (entry.works ? (weekend ? 'on' : 'plain') : 'off') : plain,
      name: entry?.name ?? '',
      mine: entry?.source === 'officer'
    };
  }

  return Array.from({ length: 12 }, (_, month) => {
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
    const cells = [
      ...Array.from({ length: before }, () => null),
      ...Array.from({ length: last }, (_day, n) => cell(month, n + 1))
    ];
    const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_week, w) => {
      const week: (DayCell | null)[] = cells.slice(w * 7, w * 7 + 7);
      return [...week, ...Array.from({ length: 7 - week.length }, () => null)];
    });
    return { first: `${year}-${two(month + 1)}-01`, workdays: months[month] ?? 0, weeks };
  });
}

export type Entry = CalendarYear['days'][number];

export interface Run {
  first: Entry;
  last: Entry;
  length: number;
}

const follows = (one: Entry, other: Entry) =>
  Date.parse(other.day) - Date.parse(one.day) === 86_400_000 &&
  one.source === 'package' &&
  (['source', 'works', 'name'] as const).every((key) => one[key] === other[key]);

/** Days in a row for the same reason as one row of a table. What an officer entered stays single, to be taken back singly. */
export function runsOf(days: readonly Entry[]): Run[] {
  const runs: Run[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && follows(run.last, day)) {
      run.last = day;
      run.length += 1;
    } else runs.push({ first: day, last: day, length: 1 });
  }
  return runs;
}
