import { expect, it } from 'vitest';
import { breaks, shadeOf } from './shades.ts';

it('makes five classes that hold every count', () => {
  const counts = Array.from({ length: 50 }, (_, i) => i + 1);
  expect(breaks(counts)).toEqual([10, 20, 30, 40, 50]);
  expect(counts.map((n) => shadeOf(n, breaks(counts))).filter((shade) => shade < 1 || shade > 5)).toEqual([]);
});

it('puts equal counts into one class', () => {
  const tops = breaks([0, 2, 2, 2, 9]);
  expect(tops).toEqual([2, 9]);
  expect([0, 1, 2, 3, 9, 10].map((n) => shadeOf(n, tops))).toEqual([0, 3, 3, 5, 5, 5]);
  expect(breaks([0, 0])).toEqual([]);
});
