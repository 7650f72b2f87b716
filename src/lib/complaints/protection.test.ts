import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeHash, openContact, readCode, sealContact, spell, trackingCode } from './protection.server.ts';

const key = () => ({ encryption: randomBytes(32).toString('base64url') });
const own = key();

describe('a tracking code', () => {
  it('is that of its attempt and hub alone, and long enough that nobody guesses it', () => {
    const attempt = randomUUID();
    const code = trackingCode(own, attempt);
    expect(code).toMatch(/^[2-9a-hjkmnp-tv-z]{20}$/);
    expect(20 * Math.log2(30)).toBeGreaterThan(80);
    expect(trackingCode(own, attempt)).toBe(code);
    expect(trackingCode(key(), attempt)).not.toBe(code);
    const many = new Set(Array.from({ length: 2000 }, () => trackingCode(own, randomUUID())));
    expect(many.size).toBe(2000);
  });

  it('is read however people type it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('-', ' ', '—', ' – ', '_', '.', ''), (attempt, gap) => {
        const code = trackingCode(own, attempt);
        const typed = spell(code).replaceAll('-', gap);
        expect(readCode(` ${typed.toUpperCase()}\n`)).toBe(code);
        const wide = Array.from(code, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(
          ''
        );
        expect(readCode(wide)).toBe(code);
      })
    );
  });

  it('is nothing else', () => {
    const code = trackingCode(own, randomUUID());
    for (const typed of ['', code.slice(1), `${code}2`, code.replace(/./, 'o'), code.replace(/./, '1')])
      expect(readCode(typed)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = readCode(typed);
        expect(read === null || /^[2-9a-hjkmnp-tv-z]{20}$/.test(read)).toBe(true);
      })
    );
  });

  it('is known to the database by a hash that another hub does not make', () => {
    const code = trackingCode(own, randomUUID());
    expect(codeHash(own, code)).toMatch(/^[\w-]{43}$/);
    expect(codeHash(key(), code)).not.toBe(codeHash(own, code));
  });
});

describe('contact data', () => {
  it('opens for its own complaint, and for no other', () => {
    const complaint = randomUUID();
    const given = { name: '李某', phone: '13800000000' };
    const sealed = sealContact(own, complaint, given);
    expect(sealed).not.toContain('李某');
    expect(openContact(own, complaint, sealed)).toEqual(given);
    expect(() => openContact(own, randomUUID(), sealed)).toThrow();
    expect(() => openContact(key(), complaint, sealed)).toThrow();
  });
});
