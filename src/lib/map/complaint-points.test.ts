import { describe, expect, it } from 'vitest';
import { complaintPlaces, readComplaints } from './complaint-points.ts';

const one = {
  ...{
    slug: 'abc',
    number: 'C1',
    lat: 30.5,
    lng: 114.3,
    category: '渗漏',
    category_en: 'Leaks',
    title: null
  },
  ...{ state: 'accepted', group: 'open', overdue: false, result: null }
};
const read = (points: unknown[], districts: unknown[] = []) => readComplaints({ points, districts })[0];

describe('complaints on the map', () => {
  it('are read by hand, and what is no complaint is left out', () => {
    const found = read(
      [one, { ...one, lat: '30' }, null, 7],
      [{ name: '武昌区', name_en: 'Wuchang', count: 2 }, {}]
    );
    expect(found?.points).toEqual([
      {
        ...{ slug: 'abc', number: 'C1', lat: 30.5, lng: 114.3, state: 'accepted', title: '渗漏' },
        ...{ title_en: 'Leaks', tone: 'open' }
      }
    ]);
    expect(found?.districts).toEqual([{ name: '武昌区', name_en: 'Wuchang', count: 2 }]);
    expect(() => readComplaints([])).toThrow(TypeError);
  });

  it.each([
    [{ overdue: true }, 'late'],
    [{ group: 'ended', result: 'fixed' }, 'done'],
    [{ group: 'ended', result: 'will_fix' }, 'open'],
    [{ group: 'answered' }, 'open']
  ])('%o is %s', (more, tone) => {
    expect(read([{ ...one, ...more }])?.points[0]?.tone).toBe(tone);
  });

  it('at one place are one mark, as grave as the gravest', () => {
    const points =
      read([
        { ...one, group: 'ended' },
        { ...one, overdue: true },
        { ...one, lng: 111 }
      ])?.points ?? [];
    expect(
      complaintPlaces(points).map(({ lng, tone, complaints }) => [lng, tone, complaints.length])
    ).toEqual([
      [114.3, 'late', 2],
      [111, 'open', 1]
    ]);
  });
});
