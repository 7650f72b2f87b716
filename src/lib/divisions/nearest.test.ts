import { expect, it } from 'vitest';
import { nearestDivision } from './nearest.ts';

const places = [
  { code: '420100', city: null, lat: 30.6, lng: 114.3 },
  { code: '420102', city: '420100', lat: 30.61, lng: 114.31 },
  { code: '420106', city: '420100', lat: 30.55, lng: 114.31 },
  { code: '429004', city: null, lat: 30.36, lng: 113.45 }
];

it('the nearest district is chosen, never the city around it; a city without districts is one', () => {
  expect(nearestDivision(places, { lat: 30.6, lng: 114.3 })).toBe('420102');
  expect(nearestDivision(places, { lat: 30.55, lng: 114.3 })).toBe('420106');
  expect(nearestDivision(places, { lat: 30.3, lng: 113.4 })).toBe('429004');
  expect(nearestDivision([], { lat: 30, lng: 114 })).toBeNull();
});
