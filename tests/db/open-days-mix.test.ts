import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { chance } from '#tests/support/chance.ts';
import { bookStatement, inParallel, openCrowd, outcomeOf, type Crowd } from '#tests/support/crowd.ts';
import { openOpenDays, type Guest, type OpenDays, type Outcome } from '#tests/support/open-days.ts';

/** `npm run test:soak` does many; the short one is there to fail early. */
const OPERATIONS = Number(process.env.SOAK ?? 600);
const DAYS = 6;
const PEOPLE = 60;
const CLIENTS = 16;
const concurrent = inject('databaseUrl') !== '';

let days: OpenDays;
let people: Guest[];
let slugs: string[];
let crowd: Crowd;

beforeAll(async () => {
  days = await openOpenDays();
  people = await days.guests(PEOPLE);
  crowd = openCrowd(days.hub);
  slugs = [];
  for (let n = 0; n < DAYS; n += 1) slugs.push(await days.day({ resident: 8, public: 4 }));
});
afterAll(async () => {
  await crowd.end();
  await days.hub.close();
});

const codes = z.array(z.object({ code: z.string(), state: z.string(), user_id: z.string() }));

/** An operation on some day by some person, as the numbers say. Answers the refusal, where it was one. */
async function operate(random: () => number): Promise<Outcome | null> {
  const pick = <T>(all: T[]): T | undefined => all[Math.floor(random() * all.length)];
  const slug = pick(slugs) ?? '';
  const what = random();
  if (what < 0.45) {
    const who = pick(people);
    if (!who) return null;
    const category = random() < 0.7 ? 'resident' : 'public';
    const size = random() < 0.8 ? 1 : 1 + Math.floor(random() * 4);
    return outcomeOf(crowd.as(who, bookStatement(), [slug, category, size, randomUUID()]));
  }
  if (what < 0.5) {
    const seats = { resident: 5 + Math.floor(random() * 6), public: 2 + Math.floor(random() * 5) };
    const args = { slug, facts: { seats }, reason: '场地调整' };
    const answer = await days.ask(days.developer.db, 'change_open_day', args);
    return typeof answer === 'string' ? answer : null;
  }
  if (what < 0.51) {
    // called off, and held another day: those who had booked come first
    const answer = await days.ask(days.developer.db, 'cancel_open_day', { slug, reason: 'weather' });
    if (typeof answer === 'string') return answer;
    slugs[slugs.indexOf(slug)] = await days.instead(slug);
    return null;
  }
  if (what < 0.56) {
    await days.hub.sql.query(
      `update public.bookings set offer_expires_at = private.now() - interval '1 second'
       where booking_id = (select b.booking_id from public.bookings b where b.state = 'offered' order by random() limit 1 for update skip locked)`
    );
    await days.must(days.hub.service, 'sweep_open_days', {});
    return null;
  }
  const [one] = codes.parse(
    await days.hub.sql.query(
      `select b.code, b.state, b.user_id from public.bookings b join public.open_days o using (open_day_id)
       where o.slug = $1 and b.state in ('confirmed', 'waiting', 'offered') order by b.state = 'offered' and $2 desc, random() limit 1`,
      [slug, random() < 0.6]
    )
  );
  const who = people.find(({ id }) => id === one?.user_id);
  if (!one || !who) return null;
  if (one.state === 'offered' && random() < 0.8)
    return outcomeOf(
      crowd.as(who, `select public.${random() < 0.6 ? 'confirm_offer' : 'refuse_offer'}($1) as answer`, [
        one.code
      ])
    );
  if (random() < 0.3)
    return outcomeOf(
      crowd.as(who, `select public.change_booking($1, $2::int, '[]') as answer`, [
        one.code,
        1 + Math.floor(random() * 4)
      ])
    );
  return outcomeOf(crowd.as(who, 'select public.cancel_booking($1) as answer', [one.code]));
}

/** Many operations of many clients at once; everything that was refused, and every look at the invariants that found something. */
async function mix(operations: number, seed: number) {
  const random = chance(seed);
  const refusals = new Map<string, number>();
  const broken: string[] = [];
  await inParallel(
    CLIENTS,
    Array.from({ length: operations }, (_, n) => n),
    async (n) => {
      const outcome = await operate(random);
      if (typeof outcome === 'string') refusals.set(outcome, (refusals.get(outcome) ?? 0) + 1);
      // one statement sees one moment: the invariants hold at each, not only when all is quiet
      if (n % 50 === 49) broken.push(...(await days.broken()));
    }
  );
  broken.push(...(await days.broken()));
  return { refusals: [...refusals.keys()].toSorted(), broken };
}

describe(`${String(OPERATIONS)} operations of ${String(CLIENTS)} clients on ${String(DAYS)} days`, () => {
  it(
    'leave counters, seats and lines as they must be at each moment',
    async () => {
      const { refusals, broken } = await mix(OPERATIONS, 20261130);
      expect(broken).toEqual([]);
      // refusals have names; a deadlock or a broken check would come as a sentence
      expect(refusals.filter((message) => !/^[a-z_]+$/.test(message))).toEqual([]);
      expect(refusals).toContain('already_booked');
      const [row] = await days.hub.sql.query(
        `select count(distinct state)::int as states, count(*)::int as bookings from public.bookings`
      );
      expect(row?.states).toBeGreaterThanOrEqual(5);
      expect(row?.bookings).toBeGreaterThan(OPERATIONS / 20);
    },
    Math.max(60_000, OPERATIONS * 60)
  );
});

describe('a hub that lacks one of its safeguards', () => {
  /** The hub with a function changed, or more, for as long as the work lasts. */
  async function mutated<R>(
    name: string,
    change: (text: string) => string,
    more: string[],
    work: () => Promise<R>
  ) {
    const [row] = await days.hub.sql.query(`select pg_get_functiondef($1::regproc) as text`, [name]);
    const text = z.string().parse(row?.text);
    const other = change(text);
    expect(other).not.toBe(text);
    await days.hub.sql.script([other, ...more].join(';\n'));
    try {
      return await work();
    } finally {
      await days.hub.sql.script(text);
    }
  }

  const burst = async (slug: string) => {
    await inParallel(CLIENTS, people, async (who) => {
      await outcomeOf(crowd.as(who, bookStatement(), [slug, 'resident', 1, randomUUID()]));
    });
    return days.broken();
  };

  /** The answer got lost, and the same is asked again while the first still runs. */
  async function askedTwice(): Promise<Outcome[]> {
    const [who] = await days.guests(1);
    if (!who) throw new Error('nobody');
    const slug = await days.day({ resident: 3 });
    const key = randomUUID();
    const one = () => outcomeOf(crowd.as(who, bookStatement(), [slug, 'resident', 1, key]));
    let both: Promise<Outcome[]> = Promise.resolve([]);
    await days.hub.sql.transaction(async (inside) => {
      // a slow request holds the seats: both are under way before either is done
      await inside.query(
        'select from public.open_day_seats s join public.open_days o using (open_day_id) where o.slug = $1 for update of s',
        [slug]
      );
      both = Promise.all([one(), one()]);
      await inside.query('select pg_sleep(0.3)');
    });
    return both;
  }

  // one session needs no lock
  if (concurrent)
    it('without the lock tells a repeated request that it failed', async () => {
      const told = await mutated(
        'private.lock_open_day',
        (text) => text.replace('for no key update', ''),
        [],
        askedTwice
      );
      expect(told.some((answer) => typeof answer === 'string')).toBe(true);
      const [first, second] = await askedTwice();
      expect(first).toMatchObject({ state: 'confirmed' });
      expect(second).toEqual(first);
    });

  it('without the check overbooks', async () => {
    const slug = await days.day({ resident: 5 });
    const broken = await mutated(
      'public.book_open_day',
      (text) => text.replace(/ and s\.taken \+ book_open_day\.party_size <= s\.capacity/, ''),
      [
        'alter table public.open_day_seats drop constraint open_day_seats_taken_range',
        'alter table public.open_days drop constraint open_days_taken_range'
      ],
      () => burst(slug)
    );
    expect(broken.some((line) => line.includes('overbooked'))).toBe(true);
  });

  it('without the unique key has a person there twice', async () => {
    const slug = await days.day({ resident: 200 });
    const broken = await mutated(
      'private.booking_block',
      (text) => text.replace("return 'already_booked'", 'null'),
      ['drop index public.bookings_one_active_key'],
      async () => {
        await burst(slug);
        return burst(slug);
      }
    );
    expect(broken).toContain('a person is there twice');
  });
});
