import { describe, expect, it } from 'vitest';
import { createCorrections } from './corrections.ts';

describe('corrections', () => {
  it('gives a file to its owner alone', () => {
    const corrections = createCorrections();
    const id = corrections.keep('a', 'x');
    expect(corrections.fetch('a', id)).toBe('x');
    expect(corrections.fetch('b', id)).toBeNull();
    expect(corrections.fetch('a', 'other')).toBeNull();
  });

  it('keeps the last of each person, for half an hour', () => {
    let now = 0;
    const corrections = createCorrections(() => now);
    const first = corrections.keep('a', '1');
    const other = corrections.keep('b', '2');
    const second = corrections.keep('a', '3');
    expect(corrections.fetch('a', first)).toBeNull();
    now = 30 * 60_000;
    expect(corrections.fetch('a', second)).toBe('3');
    now += 1;
    expect(corrections.fetch('b', other)).toBeNull();
  });

  it('forgets the oldest when there are too many', () => {
    const corrections = createCorrections();
    const big = 'x'.repeat(20 * 1024 * 1024);
    const first = corrections.keep('a', big);
    const second = corrections.keep('b', big);
    expect(corrections.fetch('a', first)).toBeNull();
    expect(corrections.fetch('b', second)).not.toBeNull();
  });
});
