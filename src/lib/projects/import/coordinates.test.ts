import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import { degrees, place } from '#lib/projects/import/coordinates.ts';

describe('degrees', () => {
  it.each([
    ['114.3068', 114.3068],
    ['114.3068°', 114.3068],
    ['东经114.3068', 114.3068],
    ['E114.3068', 114.3068],
    ['114.3068E', 114.3068],
    ['30', 30],
    ['-8.5', -8.5]
  ])('reads %j', (written, value) => {
    expect(degrees(written)).toEqual({ ok: true, value });
  });

  it.each([
    '114°18′25″',
    `114°18'25"`,
    '114度18分25秒',
    '114° 18′ 25″ E',
    'E114°18′25.0″',
    `114°18'25''`,
    '114°18’25”'
  ])('reads %j', (written) => {
    const read = degrees(written);
    expect(read.ok && read.value).toBeCloseTo(114 + 18 / 60 + 25 / 3600, 9);
  });

  it('reads degrees and decimal minutes', () => {
    const read = degrees('114°18.5′');
    expect(read.ok && read.value).toBeCloseTo(114.308333, 6);
  });

  it.each(['114°60′00″', '114°18′60″', '200', '114,3068', 'abc', '114°18', '1140.3'])(
    'refuses %j',
    (written) => {
      expect(degrees(written)).toEqual({ ok: false, code: 'degrees_form' });
    }
  );
});

describe('place', () => {
  it('rounds to six decimals', () => {
    expect(place(114.30681234, 30.60891987, 'WGS84')).toEqual({
      ok: true,
      value: { lng: 114.306812, lat: 30.60892 }
    });
  });

  it.each(['GCJ02', 'BD09'] as const)('takes %s back to WGS84 within a metre', (crs) => {
    const to = { GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 }[crs];
    const [lng, lat] = gcoord.transform<[number, number]>([114.3068, 30.6089], gcoord.WGS84, to);
    expect(Math.abs(lng - 114.3068)).toBeGreaterThan(0.001);
    const found = place(lng, lat, crs);
    expect(found.ok && Math.abs(found.value.lng - 114.3068)).toBeLessThan(0.00001);
    expect(found.ok && Math.abs(found.value.lat - 30.6089)).toBeLessThan(0.00001);
  });

  it('hints at an exchange and refuses other places', () => {
    expect(place(30.6, 114.3, 'WGS84')).toEqual({ ok: false, code: 'degrees_swapped' });
    expect(place(30.6, 114.3, 'BD09')).toEqual({ ok: false, code: 'degrees_swapped' });
    for (const [lng, lat] of [
      [116.4, 39.9],
      [0, 0],
      [114.3, 120],
      [107.7, 30]
    ] as const) {
      expect(place(lng, lat, 'GCJ02')).toEqual({ ok: false, code: 'degrees_outside' });
    }
  });
});
