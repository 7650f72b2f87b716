import { describe, expect, it } from 'vitest';
import type { Expected } from '../gate-schema.ts';
import type { Ticket } from '../ticket.ts';
import { isConflict, judgeScanned, judgeTyped, known, search, tidy } from './judge.ts';
import { extend, frame, isPath, toPath, type Point } from './signature.ts';

const guest = (code: string, more: Partial<Expected> = {}): Expected => ({
  code,
  booking_id: `booking-${code}`,
  name: '李代表',
  category: 'deputy',
  party_size: 1,
  state: 'confirmed',
  party: [],
  checked_in: false,
  ...more
});
const guests = [
  guest('AB12CD'),
  guest('WAIT01', { state: 'waiting', name: '王候补' }),
  guest('HERE01', { checked_in: true })
];
const ticket: Ticket = { code: 'AB12CD', openDay: 'day', party: 1, expires: 0 };
const facts = { guests, known: known([], []) };

describe('what the gate says', () => {
  it('of a ticket: good for an expected guest, whatever its age, since the list has the last word', () => {
    expect(judgeScanned({ state: 'good', ticket }, facts)).toMatchObject({
      tone: 'good',
      reason: 'expected'
    });
    expect(judgeScanned({ state: 'expired', ticket }, facts)).toMatchObject({
      tone: 'good',
      reason: 'expected'
    });
    expect(judgeScanned({ state: 'unchecked', ticket }, facts)).toMatchObject({
      tone: 'good',
      reason: 'expected'
    });
  });

  it('of a ticket that was booked after the list came: the signature decides', () => {
    const late = { ...ticket, code: 'LATE99' };
    expect(judgeScanned({ state: 'good', ticket: late }, facts)).toMatchObject({
      tone: 'good',
      reason: 'ticket_only'
    });
    expect(judgeScanned({ state: 'expired', ticket: late }, facts)).toMatchObject({
      tone: 'warn',
      reason: 'expired'
    });
    expect(judgeScanned({ state: 'unchecked', ticket: late }, facts)).toMatchObject({
      tone: 'warn',
      reason: 'unknown'
    });
  });

  it('of a forged ticket, one of another day, and anything else: nobody comes in with it', () => {
    expect(judgeScanned({ state: 'forged', ticket }, facts)).toMatchObject({
      tone: 'stop',
      reason: 'forged',
      guest: null
    });
    expect(judgeScanned({ state: 'other_day', ticket }, facts)).toMatchObject({
      tone: 'stop',
      reason: 'other_day'
    });
    expect(judgeScanned({ state: 'unreadable' }, facts)).toMatchObject({
      tone: 'stop',
      reason: 'unreadable'
    });
  });

  it('of a typed code, as people write it', () => {
    expect(tidy(' AB12-cd ')).toBe('ab12cd');
    expect(judgeTyped('ab12 cd', facts)).toMatchObject({ tone: 'good', guest: { code: 'AB12CD' } });
    expect(judgeTyped('WAIT01', facts)).toMatchObject({ tone: 'warn', reason: 'no_seat' });
    expect(judgeTyped('NoBody', facts)).toMatchObject({ tone: 'warn', reason: 'unknown', code: 'nobody' });
  });

  it('of someone who was here before: with the time, whether sent or not, or known from another device', () => {
    const here = known(
      [
        {
          slug: 'day',
          refused: null,
          row: {
            check_in_id: '1',
            kind: 'booked',
            code: 'AB12CD',
            name: null,
            category: null,
            party_size: 1,
            at: '2026-11-22T06:10:00Z',
            device: 'phone',
            briefed: true,
            signature: null,
            declaration: null
          }
        }
      ],
      []
    );
    const again = judgeScanned({ state: 'good', ticket }, { guests, known: here });
    expect(again).toMatchObject({ tone: 'warn', reason: 'already', before: { at: '2026-11-22T06:10:00Z' } });
    expect(judgeTyped('HERE01', facts)).toMatchObject({ tone: 'warn', reason: 'already', before: null });
  });

  it('counts a conflict against those who supervise alone', () => {
    const none = { employer: false, supplier: false, kin: false, purchase: false, note: '' };
    expect(isConflict('deputy', { ...none, kin: true })).toBe(true);
    expect(isConflict('deputy', none)).toBe(false);
    expect(isConflict('resident', { ...none, purchase: true })).toBe(false);
    expect(isConflict(null, { ...none, purchase: true })).toBe(false);
  });

  it('finds guests by name and code, those who are not here first', () => {
    const isHere = ({ code }: Expected) => code === 'AB12CD';
    expect(search(guests, '', isHere).at(-1)?.code).toBe('AB12CD');
    expect(search(guests, '候补', isHere).map(({ code }) => code)).toEqual(['WAIT01']);
    expect(search(guests, 'here', isHere).map(({ code }) => code)).toEqual(['HERE01']);
  });
});

describe('a signature', () => {
  const draw = (points: [number, number][]): Point[] =>
    points.reduce<Point[]>((stroke, [x, y]) => extend(stroke, x, y), []);

  it('is a path within its frame, without points that nobody sees', () => {
    expect(
      toPath([
        draw([
          [10, 10],
          [11, 10],
          [40.6, 12.2],
          [9999, -5]
        ])
      ])
    ).toBe(`M10 10L41 12L${String(frame.width)} 0`);
    expect(toPath([])).toBe('');
    expect(isPath(toPath([draw([[5, 5]])]))).toBe(true);
  });

  it('fits into what a check-in holds, however long someone draws', () => {
    const scribble = Array.from({ length: 8000 }, (_, i): [number, number] => [
      (i * 37) % 600,
      (i * 91) % 200
    ]);
    const path = toPath([draw(scribble)]);
    expect(path.length).toBeGreaterThan(3000);
    expect(isPath(path)).toBe(true);
    const dots = Array.from({ length: 3000 }, (_, i) => draw([[i % 600, i % 200]]));
    expect(isPath(toPath(dots))).toBe(true);
  });

  it('is told from anything else', () => {
    for (const text of ['', 'M1 1', 'M1 1L2 2"/><script>', 'url(x)', `M1 1${'L2 2'.repeat(3000)}`])
      expect(isPath(text)).toBe(false);
  });
});
