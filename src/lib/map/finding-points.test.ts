import { describe, expect, it } from 'vitest';
import { placesOf, readFindings } from './finding-points.ts';

const one = {
  slug: 'abc',
  number: '2026-0001',
  lat: 30.5,
  lng: 114.3,
  outcome: 'substantiated',
  project: '示范小区',
  published_at: '2026-11-01T00:00:00Z',
  rectification: null
};

describe('findings on the map', () => {
  it('are read by hand, and what is no finding is left out', () => {
    expect(readFindings([one, { ...one, lat: '30' }, null, 7])).toEqual([
      {
        ...{ slug: 'abc', number: '2026-0001', lat: 30.5, lng: 114.3, outcome: 'substantiated' },
        ...{ project: '示范小区', published_at: '2026-11-01T00:00:00Z', tone: 'wrong' }
      }
    ]);
    expect(() => readFindings({ error: 'no' })).toThrow(TypeError);
  });

  it.each([
    ['substantiated', 'open', 'open'],
    ['substantiated', 'overdue', 'wrong'],
    ['substantiated', 'closed', 'fine'],
    ['partly', null, 'wrong'],
    ['matched', null, 'fine'],
    ['not_substantiated', null, 'fine'],
    ['could_not_verify', null, 'open'],
    [null, null, 'open']
  ])('%s with repair %s is %s', (outcome, rectification, tone) => {
    expect(readFindings([{ ...one, outcome, rectification }])[0]?.tone).toBe(tone);
  });

  it('at one place are one mark, as grave as the gravest', () => {
    const points = readFindings([
      { ...one, outcome: 'matched' },
      one,
      { ...one, slug: 'b', outcome: 'matched', lng: 111 }
    ]);
    expect(placesOf(points).map(({ lng, tone, findings }) => [lng, tone, findings.length])).toEqual([
      [114.3, 'wrong', 2],
      [111, 'fine', 1]
    ]);
  });
});
