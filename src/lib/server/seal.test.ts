import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprint, open, seal } from './seal.ts';

const secret = randomBytes(32).toString('base64url');
const text = 'JBSWY3DPEHPK3PXP 阳光';

describe('seal', () => {
  it('gives back what was sealed, and never the same bytes twice', () => {
    const sealed = seal(secret, 'totp', text, 'row');
    expect(open(secret, 'totp', sealed, 'row')).toBe(text);
    expect(seal(secret, 'totp', text, 'row')).not.toBe(sealed);
    expect(sealed).not.toContain('JBSW');
  });

  it('opens an empty text too', () => {
    expect(open(secret, 'totp', seal(secret, 'totp', ''))).toBe('');
  });

  it('refuses every single changed byte', () => {
    const bytes = Buffer.from(seal(secret, 'totp', text, 'row'), 'base64url');
    for (let i = 0; i < bytes.length; i += 1) {
      const forged = Buffer.from(bytes);
      forged.writeUInt8(forged.readUInt8(i) ^ 1, i);
      expect(() => open(secret, 'totp', forged.toString('base64url'), 'row'), `byte ${String(i)}`).toThrow();
    }
  });

  it('refuses another secret, purpose or place, and anything cut short', () => {
    const sealed = seal(secret, 'totp', text, 'row');
    expect(() => open(randomBytes(32).toString('base64url'), 'totp', sealed, 'row')).toThrow();
    expect(() => open(secret, 'reset', sealed, 'row')).toThrow();
    expect(() => open(secret, 'totp', sealed, 'another')).toThrow();
    for (const length of [0, 1, 12, 20, 38]) {
      expect(() => open(secret, 'totp', sealed.slice(0, length), 'row'), String(length)).toThrow();
    }
  });
});

describe('fingerprint', () => {
  it('is the same for the same text, and another for another text, purpose or secret', () => {
    const one = fingerprint(secret, 'address', 'a@example.org');
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(fingerprint(secret, 'address', 'a@example.org')).toBe(one);
    const others = [
      fingerprint(secret, 'address', 'b@example.org'),
      fingerprint(secret, 'token', 'a@example.org'),
      fingerprint(randomBytes(32).toString('base64url'), 'address', 'a@example.org')
    ];
    expect(new Set([one, ...others]).size).toBe(4);
  });
});
