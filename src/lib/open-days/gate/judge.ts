import type { Expected } from '../gate-schema.ts';
import { supervisorCategories, type Category } from '../open-days.ts';
import type { Declaration } from '../schema.ts';
import type { Reading, Ticket } from '../ticket.ts';
import type { Done, Waiting } from './queue.ts';

/** What this device knows of one check-in, sent or not. */
export interface Known {
  id: string;
  code: string | null;
  name: string | null;
  at: string;
  party: number;
  standing: 'waiting' | 'refused' | Done['outcome'];
  refused: string | null;
  conflict: boolean;
}

export const known = (waiting: Waiting[], done: Done[]): Known[] =>
  [
    ...done.map((one) => ({
      id: one.check_in_id,
      code: one.code,
      name: one.name,
      at: one.at,
      party: one.party_size,
      standing: one.outcome,
      refused: null,
      conflict: one.conflict
    })),
    ...waiting.map(({ row, refused }) => ({
      id: row.check_in_id,
      code: row.code,
      name: row.name,
      at: row.at,
      party: row.party_size,
      standing: refused === null ? ('waiting' as const) : ('refused' as const),
      refused,
      conflict: false
    }))
  ].sort((a, b) => b.at.localeCompare(a.at));

/** `good`: let in. `warn`: the host decides. `stop`: this ticket lets nobody in. */
export interface Verdict {
  tone: 'good' | 'warn' | 'stop';
  reason:
    | 'expected'
    | 'ticket_only'
    | 'already'
    | 'no_seat'
    | 'expired'
    | 'unknown'
    | 'unreadable'
    | 'forged'
    | 'other_day';
  code: string | null;
  guest: Expected | null;
  ticket: Ticket | null;
  /** When the code was checked in before, as far as this device knows. */
  before: Known | null;
}

/** Codes are small letters and digits; people type capitals and spaces. */
export const tidy = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase();

const same = (a: string | null, b: string | null) => a !== null && b !== null && tidy(a) === tidy(b);

export const find = (guests: Expected[], code: string) =>
  guests.find((guest) => same(guest.code, code)) ?? null;

const holdsSeat = ({ state }: Expected) => state === 'confirmed' || state === 'attended';

interface Facts {
  guests: Expected[];
  known: Known[];
}

function judgeCode(
  code: string,
  ticket: Ticket | null,
  fresh: boolean,
  { guests, known: all }: Facts
): Verdict {
  const guest = find(guests, code);
  const before = all.find((one) => same(one.code, code)) ?? null;
  const about = { code: guest?.code ?? ticket?.code ?? tidy(code), guest, ticket, before };
  if (before || guest?.checked_in) return { tone: 'warn', reason: 'already', ...about };
  if (guest) {
    return holdsSeat(guest)
      ? { tone: 'good', reason: 'expected', ...about }
      : { tone: 'warn', reason: 'no_seat', ...about };
  }
  // booked after the list came to this device
  if (ticket && fresh) return { tone: 'good', reason: 'ticket_only', ...about };
  return { tone: 'warn', reason: ticket ? 'expired' : 'unknown', ...about };
}

export const judgeTyped = (code: string, facts: Facts): Verdict => judgeCode(code, null, false, facts);

export function judgeScanned(reading: Reading, facts: Facts): Verdict {
  const none = { guest: null, before: null };
  if (reading.state === 'unreadable')
    return { tone: 'stop', reason: 'unreadable', code: null, ticket: null, ...none };
  const { state, ticket } = reading;
  if (state === 'forged' || state === 'other_day')
    return { tone: 'stop', reason: state, code: ticket.code, ticket, ...none };
  // what nobody could check counts as much as a code that somebody typed
  return state === 'unchecked'
    ? judgeCode(ticket.code, null, false, facts)
    : judgeCode(ticket.code, ticket, state === 'good', facts);
}

/** A declared conflict stands against those who come to supervise; of others it is only noted. */
export const isConflict = (
  category: Category | null,
  { employer, supplier, kin, purchase }: Declaration
): boolean =>
  supervisorCategories.some((one) => one === category) && (employer || supplier || kin || purchase);

/** Guests whose name or code holds what was typed; those who are not here yet first. */
export function search(guests: Expected[], text: string, isHere: (guest: Expected) => boolean): Expected[] {
  const wanted = text.trim().toLowerCase();
  const found =
    wanted === ''
      ? guests
      : guests.filter(
          ({ name, code }) => name.toLowerCase().includes(wanted) || tidy(code).includes(tidy(wanted))
        );
  return found.toSorted(
    (a, b) => Number(isHere(a)) - Number(isHere(b)) || a.name.localeCompare(b.name, 'zh-CN')
  );
}
