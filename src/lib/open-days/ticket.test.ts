import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byBrowser, byLibrary, parse, read, unsigned, type Ticket } from './ticket.ts';
import { issue, keyOf, publicKeyOf } from './tickets.server.ts';

const secret = Buffer.from('thirty-two bytes of a test key!!').toString('base64url');
const key = keyOf(secret);
const trusted = publicKeyOf(key);
const now = new Date('2026-11-22T06:00:00Z');
const ticket: Ticket = {
  code: 'K7Q2MXWP',
  openDay: 'a1b2c3d4e5',
  party: 3,
  expires: now.getTime() / 1000 + 3600
};
const text = issue(key, ticket);
const at = (given: string, when = now, day = ticket.openDay, by = trusted) => read(given, day, by, when);

describe('a ticket', () => {
  it('is read at its gate, and says the same each time it is issued', async () => {
    expect(await at(text)).toEqual({ state: 'good', ticket });
    expect(await at(` ${text}\n`)).toEqual({ state: 'good', ticket });
    expect(issue(keyOf(secret), ticket)).toBe(text);
    expect(text.length).toBeLessThan(160);
  });

  it('is told from an expired one, and from one of another day', async () => {
    expect(await at(text, new Date((ticket.expires + 1) * 1000))).toEqual({ state: 'expired', ticket });
    expect(await at(text, now, 'zzzzzzzzzz')).toEqual({ state: 'other_day', ticket });
  });

  it('of another hub is forged, also where it would be expired or of another day', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const foreign = issue(privateKey, ticket);
    expect(await at(foreign)).toMatchObject({ state: 'forged' });
    expect(await at(foreign, new Date('2030-01-01'))).toMatchObject({ state: 'forged' });
    expect(await at(foreign, now, 'zzzzzzzzzz')).toMatchObject({ state: 'forged' });
    const otherSecret = keyOf(Buffer.alloc(32, 7).toString('base64url'));
    expect(await at(issue(otherSecret, ticket))).toMatchObject({ state: 'forged' });
  });

  it('with any fact changed is forged', async () => {
    const signature = text.split('.').at(-1) ?? '';
    const changed: Ticket[] = [
      { ...ticket, party: 9 },
      { ...ticket, code: 'K7Q2MXWX' },
      { ...ticket, expires: ticket.expires + 1 }
    ];
    for (const one of changed)
      expect(await at(`${unsigned(one)}.${signature}`)).toMatchObject({ state: 'forged' });
  });

  it('with any one character changed is never good', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom('0', 'a', 'Z', '_', '.', '-', '9', 'x'),
        async (place, character) => {
          const altered = text.slice(0, place) + character + text.slice(place + 1);
          fc.pre(altered !== text);
          // the last character of base64url holds bits that stand for nothing
          fc.pre(place < text.length - 1);
          expect((await at(altered)).state).not.toBe('good');
        }
      ),
      { numRuns: 150 }
    );
  });

  it('that is none is not readable', async () => {
    for (const given of [
      '',
      'https://hub.example/',
      'SL1.a.b.c',
      `${text}x`,
      text.replace('SL1', 'SL2'),
      '你好'
    ])
      expect(await at(given)).toEqual({ state: 'unreadable' });
    expect(parse(text)).toMatchObject(ticket);
  });

  it('is judged alike by the browser and by the library for older ones', async () => {
    const raw = (given: string) => Uint8Array.from(Buffer.from(given, 'base64url'));
    const message = new TextEncoder().encode(unsigned(ticket));
    const signature = raw(text.split('.').at(-1) ?? '');
    const other = signature.map((byte, i) => (i === 5 ? byte ^ 1 : byte));
    for (const verify of [byBrowser, byLibrary]) {
      expect(await verify(signature, message, trusted)).toBe(true);
      expect(await verify(other, message, trusted)).toBe(false);
      expect(await verify(signature, new TextEncoder().encode('another'), trusted)).toBe(false);
    }
  });
});
