import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bookStatement, inParallel, openCrowd, outcomeOf, type Crowd } from '#tests/support/crowd.ts';
import { openOpenDays, type Guest, type OpenDays, type Outcome } from '#tests/support/open-days.ts';

const CLIENTS = 64;
const REQUESTS = 256;
const SEATS = 20;
/** The embedded engine has one session, so that one round shows all: that through the API. */
const concurrent = inject('databaseUrl') !== '';
const ROUNDS = 20;

/** Counts, and then inserts: what everybody writes first. It waits for nobody, so that it must overbook. */
const naive = `
  create function public.book_naively(slug text, category text, party_size int, party jsonb, declaration jsonb, key text) returns jsonb
  language plpgsql security definer set search_path = ''
  as $$
  declare
    o public.open_days;
    free boolean;
    id uuid;
  begin
    select * into o from public.open_days x where x.slug = book_naively.slug;
    free := (select coalesce(sum(b.party_size), 0) from public.bookings b where b.open_day_id = o.open_day_id and b.state = 'confirmed') < 20;
    insert into public.bookings (open_day_id, user_id, category, party_size, state, queue_no, idempotency_key)
    values (o.open_day_id, auth.uid(), book_naively.category, 1, case when free then 'confirmed' else 'waiting' end,
      (random() * 2000000000)::int, key)
    returning booking_id into id;
    return private.booked(id);
  end $$;
  grant execute on function public.book_naively(text, text, int, jsonb, jsonb, text) to authenticated`;

let days: OpenDays;
let people: Guest[];
let crowd: Crowd;

beforeAll(async () => {
  days = await openOpenDays();
  people = await days.guests(REQUESTS);
  crowd = openCrowd(days.hub);
});
afterAll(async () => {
  await crowd.end();
  await days.hub.close();
});

const got = (outcomes: Outcome[], state: string) =>
  outcomes.flatMap((one) => (typeof one !== 'string' && one.state === state ? [one] : []));

/** Everybody asks for a seat of the same day at once. */
async function burst(slug: string, verb?: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  await inParallel(CLIENTS, people, async (who) => {
    outcomes.push(await outcomeOf(crowd.as(who, bookStatement(verb), [slug, 'resident', 1, randomUUID()])));
  });
  return outcomes;
}

describe(`${String(REQUESTS)} requests of ${String(CLIENTS)} clients for ${String(SEATS)} seats`, () => {
  if (concurrent)
    it(`fill them exactly, and the rest stands in line, ${String(ROUNDS)} times`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const slug = await days.day({ resident: SEATS });
        const outcomes = await burst(slug);
        expect(got(outcomes, 'confirmed')).toHaveLength(SEATS);
        const line = got(outcomes, 'waiting');
        expect(line).toHaveLength(REQUESTS - SEATS);
        const numbers = outcomes.map((one) => (typeof one === 'string' ? one : one.queue_no));
        expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(
          Array.from({ length: REQUESTS }, (_, n) => n + 1)
        );
        expect(Math.max(...got(outcomes, 'confirmed').map((one) => one.queue_no))).toBe(SEATS);
        // place in line follows the order of coming
        expect(line.every((one) => one.place_in_line === one.queue_no - SEATS)).toBe(true);
      }
      expect(await days.broken()).toEqual([]);
    });

  it('come to the same through the API', async () => {
    const slug = await days.day({ resident: SEATS });
    const outcomes: Outcome[] = [];
    await inParallel(CLIENTS, people, async (who) => {
      outcomes.push(await days.book(who, slug));
    });
    expect(got(outcomes, 'confirmed')).toHaveLength(SEATS);
    expect(got(outcomes, 'waiting')).toHaveLength(REQUESTS - SEATS);
    expect(await days.broken()).toEqual([]);
  });

  // one session cannot overbook, however it counts
  if (concurrent)
    it('would overbook, were they counted and then inserted', async () => {
      await days.hub.sql.script(naive);
      // few tries suffice, but which of them goes wrong is up to the scheduler
      let worst = 0;
      for (let round = 0; round < 10 && worst <= SEATS; round += 1) {
        const slug = await days.day({ resident: SEATS });
        worst = Math.max(worst, got(await burst(slug, 'public.book_naively'), 'confirmed').length);
      }
      expect(worst).toBeGreaterThan(SEATS);
      expect((await days.broken()).some((line) => line.includes('overbooked'))).toBe(true);
    });
});
