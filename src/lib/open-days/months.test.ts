import { describe, expect, it } from 'vitest';
import { monthAfter, monthsFrom, weeksOf } from './months.ts';

describe('the weeks of a month', () => {
  it('begin on Monday and hold each day once', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30);
    expect(weeks[5]?.[0]).toBe('2026-11-30');
  });

  it('fill a February of four weeks and one with a leap day', () => {
    expect(weeksOf('2027-02')).toHaveLength(4);
    expect(weeksOf('2028-02').flat()).toContain('2028-02-29');
  });
});

describe('months', () => {
  it('go on over the end of a year', () => {
    expect(monthAfter('2026-12', 1)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(monthsFrom('2026-11-30', 3)).toEqual(['2026-10', '2026-11', '2026-12']);
  });
});
