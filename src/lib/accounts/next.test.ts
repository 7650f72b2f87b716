import { describe, expect, it } from 'vitest';
import { nextPath } from './next.ts';

export const offSite = [
  'https://evil.example/',
  'http:evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/.%2e//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '@evil.example',
  '.evil.example',
  'https:/evil.example',
  'https:///evil.example',
  '/\u0000/evil.example',
  '/\r\nLocation: https://evil.example',
  '',
  '?next=//evil.example',
  '#//evil.example',
  `/${'a'.repeat(3000)}`
];

describe('nextPath', () => {
  it.each(offSite)('never leads off the site: %j', (wanted) => {
    const path = nextPath(wanted, '/home');
    expect(path).toBe('/home');
  });

  it.each([
    ['/desk', '/desk'],
    ['/en/projects?stage=a&q=%E6%AD%A6', '/en/projects?stage=a&q=%E6%AD%A6'],
    ['/projects/x#parties', '/projects/x#parties'],
    ['/projects?q=//evil.example', '/projects?q=//evil.example'],
    ['/a/../b', '/b']
  ])('keeps a path of this site: %s', (wanted, path) => {
    expect(nextPath(wanted)).toBe(path);
  });

  it('falls back when nothing was asked for', () => {
    expect(nextPath(null)).toBe('/');
    expect(nextPath(undefined, '/account/profile')).toBe('/account/profile');
  });
});
