import { describe, expect, it } from 'vitest';
import { publishedDays } from './calendar.server.ts';
import { monthsOf, runsOf, type Entry } from './months.ts';

const of = (year: number): Entry[] =>
  publishedDays()
    .filter(({ day }) => day.startsWith(String(year)))
    .map((day) => ({ ...day, source: 'package' as const }));
const officer = (day: string, works: boolean): Entry => ({
  day,
  source: 'officer',
  works,
  name: '调整',
  name_en: null,
  basis: '通知'
});
const year = (days: Entry[]) => monthsOf(2026, { days, months: [], known_until: 2026 });
const cell = (months: ReturnType<typeof year>, day: string) =>
  months.flatMap(({ weeks }) => weeks.flat()).find((one) => one?.day === day);

describe('the months of a year', () => {
  it('hold each day once, in weeks that begin on Monday', () => {
    const months = year(of(2026));
    const days = months.flatMap(({ weeks }) => weeks.flat()).flatMap((one) => (one ? [one.day] : []));
    expect(days).toHaveLength(365);
    expect([...new Set(days)].sort()).toEqual(days);
    for (const { weeks } of months) {
      for (const week of weeks) {
        expect(week).toHaveLength(7);
        for (const [n, one] of week.entries())
          if (one) expect((new Date(one.day).getUTCDay() + 6) % 7).toBe(n);
      }
    }
  });

  it('tell holidays and the days that make up for them', () => {
    const months = year(of(2026));
    expect(cell(months, '2026-02-14')).toMatchObject({ is: 'on', name: '春节' });
    expect(cell(months, '2026-02-15')).toMatchObject({ is: 'off', name: '春节' });
    expect(cell(months, '2026-03-07')).toMatchObject({ is: 'weekend' });
    expect(cell(months, '2026-03-09')).toMatchObject({ is: 'plain', mine: false });
  });

  it('follow the officer where both say something', () => {
    const months = year([officer('2026-02-14', false), ...of(2026), officer('2026-02-16', true)]);
    expect(cell(months, '2026-02-14')).toMatchObject({ is: 'off', mine: true });
    expect(cell(months, '2026-02-16')).toMatchObject({ is: 'plain', mine: true });
  });
});

describe('days in a row', () => {
  it('are told as one, but for those of an officer', () => {
    const runs = runsOf(of(2026)).map(({ first, last, length }) => [first.day, last.day, length]);
    expect(runs).toContainEqual(['2026-02-15', '2026-02-23', 9]);
    expect(runs).toContainEqual(['2026-02-14', '2026-02-14', 1]);
    expect(runs.reduce((sum, [, , length]) => sum + Number(length), 0)).toBe(of(2026).length);
    expect(runsOf([officer('2027-02-05', false), officer('2027-02-06', false)])).toHaveLength(2);
  });
});
