import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';

interface Window {
  allowed: number;
  seconds: number;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Each window is longer than the one before: who goes on after a wait waits longer the next time. */
const backOff: Window[] = [
  { allowed: 5, seconds: 5 * minute },
  { allowed: 10, seconds: hour },
  { allowed: 20, seconds: day }
];

/**
 * What one address, account, or account from one address may try. Many people share an address, so that one is wide.
 * The tight limit of a sign-in counts account and address together: with the account alone, anybody could lock anybody
 * out; the account alone has a wider one against many machines.
 */
const windows = {
  sign_in_address: [{ allowed: 100, seconds: 10 * minute }],
  sign_in: backOff,
  sign_in_account: [
    { allowed: 50, seconds: hour },
    { allowed: 100, seconds: day }
  ],
  sign_up_address: [{ allowed: 40, seconds: hour }],
  sign_up_account: [{ allowed: 5, seconds: hour }],
  forgot_address: [{ allowed: 20, seconds: hour }],
  forgot_account: [{ allowed: 3, seconds: hour }],
  subscribe_address: [{ allowed: 30, seconds: hour }],
  subscribe_account: [
    { allowed: 5, seconds: hour },
    { allowed: 20, seconds: day }
  ],
  link_address: [{ allowed: 30, seconds: hour }],
  code: backOff,
  own_password: backOff,
  /** Complaints from one address: past these it has to wait. Many homes share one. */
  complaint_address: [
    { allowed: 60, seconds: hour },
    { allowed: 200, seconds: day }
  ],
  complaint_address_unproved: [{ allowed: 20, seconds: hour }],
  /** Past these a complaint is taken, and held until an officer looked at it: from one address, about one place, in all. */
  complaint_open: [{ allowed: 10, seconds: hour }],
  complaint_open_unproved: [{ allowed: 3, seconds: hour }],
  complaint_place: [{ allowed: 30, seconds: hour }],
  complaint_place_unproved: [{ allowed: 10, seconds: hour }],
  complaint_all: [{ allowed: 1500, seconds: hour }],
  complaint_all_unproved: [{ allowed: 200, seconds: hour }],
  /** A proof of work counts once; it expires before it is forgotten. */
  complaint_proof: [{ allowed: 1, seconds: 2 * hour }],
  /** Of one key of Open311: what is beyond the first waits for an officer, what is beyond the second is not taken. */
  open311_filing: [{ allowed: 60, seconds: hour }],
  open311_flood: [{ allowed: 600, seconds: hour }],
  /** Findings and visits that are carried over into complaints. */
  complain_account: [
    { allowed: 10, seconds: hour },
    { allowed: 20, seconds: day }
  ],
  /** Codes of complaints. A code has 98 bits: these keep the hub's time, and tell who guesses. */
  track_address: [
    { allowed: 30, seconds: 10 * minute },
    { allowed: 200, seconds: day }
  ],
  track: [{ allowed: 2000, seconds: 10 * minute }],
  /** Exports that have to be made first: reading a province's rows costs more than a page. */
  export_address: [
    { allowed: 60, seconds: 10 * minute },
    { allowed: 1000, seconds: day }
  ],
  /** Kits of projects, with all their documents, from one network. */
  kit_address: [
    { allowed: 60, seconds: hour },
    { allowed: 400, seconds: day }
  ],
  /** Files of one person: reading them costs the hub more than anything else. */
  upload: [
    { allowed: 120, seconds: 10 * minute },
    { allowed: 1000, seconds: day }
  ]
} satisfies Record<string, Window[]>;

export type Purpose = keyof typeof windows;

/** One household has a whole /64 of IPv6 to itself. */
export function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const all = [...first, ...Array.from({ length: Math.max(zeros, 0) }, () => '0'), ...last];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** Nobody reads from the table who tried: an address or account stands there as an HMAC. */
function keyOf(purpose: Purpose, { seconds }: Window, subject: string): string {
  const name = createHmac('sha256', hub().secrets.limits).update(`${purpose} ${subject}`).digest('base64url');
  return `${purpose}/${String(seconds)}:${name}`;
}

/** Counts one try; 0, or the seconds to wait. A try that is refused counts in no longer window. */
export async function use(purpose: Purpose, subject: string): Promise<number> {
  // benches and browser tests come from one address: they sign in more often than a household does
  if (hub().config.bench && purpose.endsWith('_address')) return 0;
  for (const window of windows[purpose]) {
    const { allowed, seconds } = window;
    const args = { key: keyOf(purpose, window, subject), allowed, window_seconds: seconds };
    const wait = unwrap(await hub().service.rpc('use_limit', args), z.number());
    if (wait > 0) return wait;
  }
  return 0;
}

/** After a success: the tries before it were the person's own. */
export async function clear(purpose: Purpose, subject: string): Promise<void> {
  for (const window of windows[purpose]) {
    unwrap(await hub().service.rpc('clear_limit', { key: keyOf(purpose, window, subject) }), z.unknown());
  }
}
