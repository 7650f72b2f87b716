import { describe, expect, it } from 'vitest';
import { contains, isTooLarge, project, province, readHash, snap, writeHash } from './view.ts';

describe('snap', () => {
  const seen = { west: 114.21, south: 30.51, east: 114.47, north: 30.67 };

  it('holds what was seen, at each zoom', () => {
    for (let zoom = 6; zoom <= 18; zoom += 1) expect(contains(snap(seen, zoom), seen)).toBe(true);
  });

  it('asks the same for a small move, and stays what it is when done twice', () => {
    const moved = { west: 114.2101, south: 30.5101, east: 114.4701, north: 30.6701 };
    expect(snap(moved, 10)).toEqual(snap(seen, 10));
    for (let zoom = 9; zoom <= 18; zoom += 1) {
      const once = snap(seen, zoom);
      expect(snap(once, zoom)).toEqual(once);
    }
  });

  it('asks for the whole province where counts are by division', () => {
    expect(snap(seen, 7)).toEqual(province);
  });

  it('refuses boxes that no screen shows', () => {
    expect(isTooLarge(snap(seen, 12), 12)).toBe(false);
    expect(isTooLarge(province, 14)).toBe(true);
    expect(isTooLarge(province, 8)).toBe(false);
  });
});

describe('hash', () => {
  it('comes back as it was written', () => {
    expect(writeHash({ zoom: 12, lat: 30.6, lng: 114.3 })).toBe('#12/30.6000/114.3000');
    expect(readHash('#12/30.6000/114.3000')).toEqual({ zoom: 12, lat: 30.6, lng: 114.3 });
  });

  it.each(['', '#content', '#99/30/114', '#12/95/114', '#12/30', '#12/30/114/x'])(
    'knows nothing of %j',
    (hash) => {
      expect(readHash(hash)).toBeNull();
    }
  );
});

it('draws north at the top and west at the left', () => {
  const { at, height } = project(province, 800);
  expect(at(province.west, province.north)).toEqual([0, 0]);
  expect(at(province.east, province.south)).toEqual([800, height]);
});
