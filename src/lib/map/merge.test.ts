import { expect, it } from 'vitest';
import { merge } from './merge.ts';
import { shortName } from './names.ts';

it('joins labels that overlap under the largest and loses no project', () => {
  const pins = [
    { name: 'a', count: 2, x: 0, y: 0 },
    { name: 'b', count: 9, x: 30, y: 5 },
    { name: 'c', count: 4, x: 200, y: 0 }
  ];
  const merged = merge(pins, 70, 30);
  expect(merged).toEqual([
    { name: 'b', count: 11, x: 30, y: 5, places: 2 },
    { name: 'c', count: 4, x: 200, y: 0, places: 1 }
  ]);
  expect(pins[1]?.count).toBe(9);
});

it.each([
  ['武汉市', '武汉'],
  ['恩施土家族苗族自治州', '恩施'],
  ['长阳土家族自治县', '长阳'],
  ['神农架林区', '神农架'],
  ['房县', '房县']
])('shortens %s to %s', (name, short) => {
  expect(shortName(name, 'zh')).toBe(short);
});
