import { describe, expect, it } from 'vitest';
import { offSite } from '#tests/support/off-site.ts';
import { nextPath } from './next.ts';

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
