import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, isStale, writeStamp } from './build.ts';

let root: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-test-'));
  write('src/routes/+page.svelte', '<h1>阳光工地</h1>');
  write('package-lock.json', '{}');
  write('build/index.js', '');
  writeStamp(root, fingerprint(root));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a build', () => {
  it('is fresh while nothing changed', () => {
    expect(isStale(root)).toBe(false);
  });

  it.each(['src/routes/+page.svelte', 'src/lib/new.ts', 'static/icon.svg', 'package-lock.json'])(
    'is stale when %s changed',
    (path) => {
      write(path, 'other');
      expect(isStale(root)).toBe(true);
    }
  );

  it('is stale when a source was removed', () => {
    rmSync(join(root, 'src/routes/+page.svelte'));
    expect(isStale(root)).toBe(true);
  });

  it('stays fresh when a file was touched but not changed, and remembers that', () => {
    const later = new Date(Date.now() + 10_000);
    utimesSync(join(root, 'src/routes/+page.svelte'), later, later);
    expect(isStale(root)).toBe(false);
    expect(isStale(root)).toBe(false);
  });

  it('does not depend on tests', () => {
    write('src/lib/new.test.ts', 'test');
    expect(isStale(root)).toBe(false);
  });

  it('is stale when it was interrupted before its end', () => {
    rmSync(join(root, 'build/.inputs'));
    expect(isStale(root)).toBe(true);
  });
});
