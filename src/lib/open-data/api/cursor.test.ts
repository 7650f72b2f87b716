import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, readCursor, writeCursor } from './cursor.ts';

const place = fc.record({
  dataset: fc.string({ maxLength: 20 }),
  filters: fc.string({ maxLength: 12 }),
  key: fc.string({ unit: 'grapheme', maxLength: 80 })
});

describe('a cursor', () => {
  it('says again what was written into it', () => {
    fc.assert(
      fc.property(place, (one) => {
        expect(readCursor(writeCursor(one))).toEqual(one);
      })
    );
  });

  it('is refused when any of its characters was changed, left out or added', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.constantFrom('A', 'b', '7', '-', ''), (one, n, other) => {
        const text = writeCursor(one);
        const at = n % text.length;
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        fc.pre(changed !== text);
        expect(readCursor(changed)).toBeNull();
        expect(readCursor(`${text}${other || 'A'}`)).toBeNull();
      })
    );
  });

  it.each(['', 'x', '100', '../..', "' or 1=1 --", 'A'.repeat(2000), '公示公示公示公示公示公示'])(
    'is not %j',
    (text) => {
      expect(readCursor(text)).toBeNull();
    }
  );
});

it('names the same filters the same, in whatever order, and others otherwise', () => {
  const one = fingerprint({ city: '420100', stage: 'permitting', q: undefined });
  expect(fingerprint({ stage: 'permitting', city: '420100' })).toBe(one);
  expect(fingerprint({ stage: 'permitting' })).not.toBe(one);
  expect(fingerprint({ stage: 'completion', city: '420100' })).not.toBe(one);
});
