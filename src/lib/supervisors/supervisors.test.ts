import { describe, expect, it } from 'vitest';
import {
  addDays,
  categoryOf,
  conflictRows,
  kinds,
  lastDay,
  renewableFrom,
  shapeOf,
  states
} from './supervisors.ts';

describe('a term', () => {
  it.each([
    ['2026-01-01', 24, '2027-12-31'],
    ['2026-03-15', 12, '2027-03-14'],
    // as in PostgreSQL, a month too short for the day ends it
    ['2024-02-29', 12, '2025-02-27'],
    ['2026-08-31', 6, '2027-02-27']
  ])('that begins on %s and lasts %i months ends on %s', (first, months, last) => {
    expect(lastDay(first, months)).toBe(last);
  });

  it('may be renewed so many days before it ends', () => {
    expect(renewableFrom('2026-03-01', 60)).toBe('2025-12-31');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});

it('gives each state that the public sees a shape of its own', () => {
  const shown = states.filter((state) => !['refused', 'withdrawn'].includes(state)).map(shapeOf);
  expect(new Set(shown).size).toBe(shown.length);
});

it('knows the category of each capacity', () => {
  expect(kinds).toHaveLength(Object.keys(categoryOf).length);
});

it('leaves room for two more conflicts, and never asks for more than are taken', () => {
  const declared = Array.from({ length: 19 }, () => ({ relation: 'kin', name: '某公司', note: null }));
  expect(conflictRows([])).toBe(2);
  expect(conflictRows(declared)).toBe(20);
});
