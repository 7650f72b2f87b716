import { describe, expect, it } from 'vitest';
import {
  contains,
  isTooLarge,
  listed,
  project,
  province,
  readBox,
  readHash,
  snap,
  writeBox,
  writeHash
} from './view.ts';

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

describe('the box of the list', () => {
  const seen = { west: 114.2137, south: 30.5132, east: 114.4719, north: 30.6711 };

  it('holds what is seen, and stands in whole cells of what the map asks for', () => {
    for (let zoom = 6; zoom <= 18; zoom += 1) {
      const box = listed(seen, zoom);
      expect(box && contains(box, seen)).toBe(true);
      if (zoom <= 8 || zoom >= 16 || !box) continue;
      const width = 360 / 2 ** zoom / 4;
      expect(contains(snap(seen, zoom), box)).toBe(true);
      for (const edge of [box.west / width, box.east / width, box.south / width / 0.86])
        expect(Math.abs(edge - Math.round(edge))).toBeLessThan(1e-4);
    }
  });

  it('comes back from the address as it was, at each zoom', () => {
    for (let zoom = 6; zoom <= 18; zoom += 1) {
      const box = listed(seen, zoom);
      expect(box && readBox(writeBox(box))).toEqual(box);
      expect(box && writeBox(box)).toMatch(/^[\d.,]{7,40}$/);
    }
  });

  it('is none while the map shows the whole province', () => {
    expect(listed({ west: 108, south: 29, east: 116.5, north: 33.5 }, 7)).toBeNull();
    expect(listed({ west: 108, south: 29, east: 115, north: 33.5 }, 7)).not.toBeNull();
  });

  it.each([
    '',
    '1,2,3',
    '114,30,113,31',
    '114,31,115,30',
    '114,30,115,x',
    '114,30,1e9,31',
    '1,2,3,4,5',
    '0,0,999,1'
  ])('is not read from %j', (text) => {
    expect(readBox(text)).toBeNull();
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
