import { expect, it } from 'vitest';
import { readReply } from './reply.ts';

it('tells divisions, clusters and works apart', () => {
  const divisions = readReply({ total: 3, without_location: 1, divisions: [['420100', 30.6, 114.3, 2]] });
  expect(divisions).toEqual({
    total: 3,
    without: 1,
    pins: [{ kind: 'division', code: '420100', lat: 30.6, lng: 114.3, count: 2 }]
  });
  const points = [
    [7, 30.6, 114.3],
    ['abc', 30.61, 114.31, '滨江花园', 'construction']
  ];
  expect(readReply({ total: 8, without_location: 0, points }).pins).toEqual([
    { kind: 'cluster', count: 7, lat: 30.6, lng: 114.3 },
    { kind: 'work', slug: 'abc', lat: 30.61, lng: 114.31, name: '滨江花园', stage: 'construction' }
  ]);
});

it.each([null, 'x', {}, { total: 1 }, { code: 'internal' }])('refuses %j', (value) => {
  expect(() => readReply(value)).toThrow(TypeError);
});

it('leaves out what it does not know', () => {
  const points = [[1, 'x', 2], ['slug', 30, 114, 'name', 'later'], null];
  expect(readReply({ total: 1, without_location: 0, points }).pins).toEqual([]);
});
