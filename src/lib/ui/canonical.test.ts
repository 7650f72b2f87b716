import { expect, it } from 'vitest';
import { canonicalOf } from './canonical.ts';

const of = (address: string) => canonicalOf(new URL(address, 'http://hub.example'));

it('keeps the page of a list, and neither its language nor its filters', () => {
  expect(of('/en/projects?city=420100&page=3')).toBe('/projects?page=3');
  expect(of('/projects?page=1&sort=name')).toBe('/projects');
  expect(of('/projects?page=x')).toBe('/projects');
  expect(of('/en')).toBe('/');
});
