import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { booked, bookingChoices, myBooking, myBookings } from '#lib/open-days/schema.ts';
import { openOpenDays, type Guest, type OpenDays } from '#tests/support/open-days.ts';

let days: OpenDays;
let guest: () => Guest;

beforeAll(async () => {
  days = await openOpenDays();
  guest = await days.newcomers(60);
});
afterAll(async () => {
  expect(await days.broken()).toEqual([]);
  await days.hub.close();
});

const stateOf = async (who: Guest, slug: string) =>
  myBooking.nullable().parse(await days.must(who.db, 'my_booking', { slug }))?.state;

describe('booking', () => {
  it('confirms while seats are free, and puts the rest in line, in order', async () => {
    const slug = await days.day({ resident: 2, media: 1 });
    const outcomes = [];
    for (let n = 0; n < 4; n += 1) outcomes.push(days.made(await days.book(guest(), slug)));
    expect(outcomes.map(({ state, place_in_line }) => [state, place_in_line])).toEqual([
      ['confirmed', null],
      ['confirmed', null],
      ['waiting', 1],
      ['waiting', 2]
    ]);
    const choices = bookingChoices.parse(await days.must(guest().db, 'booking_choices', { slug }));
    expect(choices).toEqual([
      { category: 'media', free: 1, waiting: 0, blocked: 'registration_required' },
      { category: 'resident', free: 0, waiting: 2, blocked: null }
    ]);
  });

  it('never lets a newcomer pass those who wait for more seats', async () => {
    const slug = await days.day({ resident: 3 });
    const [first, family, single] = [guest(), guest(), guest()];
    days.made(await days.book(first, slug, 'resident', { party_size: 2 }));
    expect(days.made(await days.book(family, slug, 'resident', { party_size: 2 })).state).toBe('waiting');
    expect(days.made(await days.book(single, slug)).state).toBe('waiting');
    // the family no longer waits: whoever is next fits now
    days.made(await days.act(family, 'cancel_booking', days.made(await mine(family, slug)).code));
    expect(await stateOf(single, slug)).toBe('offered');
  });

  const mine = async (who: Guest, slug: string) => {
    const found = myBooking.nullable().parse(await days.must(who.db, 'my_booking', { slug }));
    return found ?? 'no booking';
  };

  it('answers a request that is sent again with the same booking', async () => {
    const slug = await days.day({ resident: 1 });
    const who = guest();
    const key = randomUUID();
    const first = days.made(await days.book(who, slug, 'resident', { key }));
    expect(await days.book(who, slug, 'resident', { key })).toEqual(first);
    expect(await days.book(who, slug)).toBe('already_booked');
    const other = await days.day({ resident: 1 });
    expect(await days.book(who, other, 'resident', { key })).toBe('key_used');
    const together = guest();
    const again = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => days.book(together, other, 'resident', { key: again }))
    );
    expect(new Set(answers.map((answer) => days.made(answer).code)).size).toBe(1);
  });

  it('is for people who are signed in, and only they see it', async () => {
    const slug = await days.day({ resident: 2 });
    const who = guest();
    const { code } = days.made(await days.book(who, slug));
    const { error } = await days.hub.visitor.rpc('book_open_day', { slug });
    expect(error?.code).toBeDefined();
    expect(await days.act(guest(), 'cancel_booking', code)).toBe('booking_not_found');
    expect((await guest().db.from('bookings').select('code')).data).toEqual([]);
    expect((await who.db.from('bookings').select('code')).data).toEqual([{ code }]);
    await who.db.from('bookings').update({ state: 'attended' }).eq('code', code);
    await who.db.from('bookings').delete().eq('code', code);
    expect(await stateOf(who, slug)).toBe('confirmed');
    const { rows } = myBookings.parse(await days.must(who.db, 'browse_my_bookings', {}));
    expect(rows.map(({ open_day }) => open_day.slug)).toEqual([slug]);
  });

  it('refuses what a day does not offer', async () => {
    const slug = await days.day({ resident: 4 }, { max_party: 3, min_age: 18 });
    const who = guest();
    expect(await days.book(who, slug, 'public')).toBe('category_not_offered');
    expect(await days.book(who, slug, 'resident', { party_size: 4 })).toBe('party_too_large');
    const party = [{ age_band: 'minor' }];
    expect(await days.book(who, slug, 'resident', { party })).toBe('guest_too_young');
    expect(await days.book(who, slug, 'resident', { party: [{ shoe_size: 99 }] })).toBe('party_wrong');
    expect(await days.book(who, 'nowhere')).toBe('open_day_not_found');
    await days.later(9.5, async () => expect(await days.book(who, slug)).toBe('booking_closed'));
  });
});

describe('a freed seat', () => {
  it('is offered to the head of the line, who takes it, twice at no harm', async () => {
    const slug = await days.day({ resident: 1 });
    const [first, second] = [guest(), guest()];
    const { code } = days.made(await days.book(first, slug));
    const waiting = days.made(await days.book(second, slug));
    days.made(await days.act(first, 'cancel_booking', code));
    expect(days.made(await days.act(first, 'cancel_booking', code)).state).toBe('cancelled');
    expect(days.made(await days.act(second, 'confirm_offer', waiting.code)).state).toBe('confirmed');
    expect(days.made(await days.act(second, 'confirm_offer', waiting.code)).state).toBe('confirmed');
    expect(await days.toldTo(second)).toEqual(['open_day.waiting', 'open_day.offer', 'open_day.confirmed']);
    expect(await days.act(second, 'refuse_offer', waiting.code)).toBe('offer_gone');
  });

  it('is held while it is offered, and goes on when the offer is refused by the link of the mail', async () => {
    const slug = await days.day({ resident: 1 });
    const [first, second, third] = [guest(), guest(), guest()];
    const { code } = days.made(await days.book(first, slug));
    await days.book(second, slug);
    await days.act(first, 'cancel_booking', code);
    expect(days.made(await days.book(third, slug)).state).toBe('waiting');
    const [row] = await days.hub.sql.query(
      `select facts ->> 'refuse_token' as token from public.notifications where user_id = $1 and kind = 'open_day.offer'`,
      [second.id]
    );
    const token_hash = createHash('sha256').update(String(row?.token)).digest('hex');
    expect((await second.db.rpc('refuse_offer_by_link', { token_hash })).error).not.toBeNull();
    const refused = booked.parse(await days.must(days.hub.service, 'refuse_offer_by_link', { token_hash }));
    expect(refused.state).toBe('refused');
    expect(await days.must(days.hub.service, 'refuse_offer_by_link', { token_hash })).toBeNull();
    expect(await stateOf(third, slug)).toBe('offered');
  });

  it('goes on when the offer ran out, whoever notices first', async () => {
    const slug = await days.day({ resident: 1 }, { offer_hours: 2 });
    const [first, second, third] = [guest(), guest(), guest()];
    const { code } = days.made(await days.book(first, slug));
    const waiting = days.made(await days.book(second, slug));
    await days.book(third, slug);
    await days.act(first, 'cancel_booking', code);
    await days.later(0.1, async () => {
      // no sweep came by: the person does, too late
      expect(days.made(await days.act(second, 'confirm_offer', waiting.code)).state).toBe('expired');
      expect(await stateOf(third, slug)).toBe('offered');
    });
    await days.later(0.5, async () => {
      await days.sweep();
      expect(await stateOf(third, slug)).toBe('expired');
    });
  });

  it('is not offered after the cut-off, when those who wait are told that it was in vain', async () => {
    const slug = await days.day({ resident: 1 });
    const [first, second] = [guest(), guest()];
    const { code } = days.made(await days.book(first, slug));
    await days.book(second, slug);
    await days.later(9.5, async () => {
      days.made(await days.act(first, 'cancel_booking', code));
      expect(await stateOf(second, slug)).toBe('waiting');
      await days.sweep();
      expect(await stateOf(second, slug)).toBe('lapsed');
    });
    expect((await days.toldTo(second)).at(-1)).toBe('open_day.lapsed');
  });

  it('comes of a closed account too', async () => {
    const slug = await days.day({ resident: 1 });
    const [first, second] = [guest(), guest()];
    await days.book(first, slug);
    await days.book(second, slug);
    await days.hub.sql.query('delete from auth.users where id = $1', [first.id]);
    expect(await stateOf(second, slug)).toBe('offered');
  });
});

describe('a party', () => {
  it('may shrink, and what it leaves is offered on; it grows only while nobody waits', async () => {
    const slug = await days.day({ resident: 3 });
    const [family, single] = [guest(), guest()];
    const { code } = days.made(await days.book(family, slug, 'resident', { party_size: 2 }));
    const change = (party_size: number) =>
      days.act(family, 'change_booking', code, { party_size, party: [] });
    expect(days.made(await change(3)).party_size).toBe(3);
    expect(await change(4)).toBe('party_cannot_grow');
    const waiting = days.made(await days.book(single, slug));
    expect(days.made(await change(2)).party_size).toBe(2);
    expect(await stateOf(single, slug)).toBe('offered');
    expect(await days.act(single, 'change_booking', waiting.code, { party_size: 2, party: [] })).toBe(
      'party_cannot_grow'
    );
  });
});

describe('supervisors', () => {
  it('need a registration and no conflict of interest; of residents it is only written down', async () => {
    const slug = await days.day({ deputy: 3, resident: 1 });
    const [deputy] = await days.supervisors('deputy');
    if (!deputy) throw new Error('nobody');
    expect(await days.book(guest(), slug, 'deputy')).toBe('registration_required');
    const declaration = { purchase: true };
    expect(await days.book(deputy, slug, 'deputy', { declaration })).toBe('conflict_of_interest');
    expect(days.made(await days.book(deputy, slug, 'deputy')).state).toBe('confirmed');
    const resident = guest();
    expect(days.made(await days.book(resident, slug, 'resident', { declaration })).state).toBe('confirmed');
    const kept = myBooking.parse(await days.must(resident.db, 'my_booking', { slug }));
    expect(kept.declaration.purchase).toBe(true);
  });

  it('that work for a party of the project have a conflict, whatever they declare', async () => {
    const slug = await days.day({ expert: 1 });
    const [expert] = await days.supervisors('expert');
    if (!expert) throw new Error('nobody');
    await days.hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, duties) values ($1, $2, 'company_member', '{}')`,
      [expert.id, days.contractor.organization]
    );
    expect(await days.book(expert, slug, 'expert')).toBe('conflict_of_interest');
  });

  it('visit one developer as often as the cap allows, also when they ask for several days at once', async () => {
    const [expert] = await days.supervisors('expert');
    if (!expert) throw new Error('nobody');
    const slugs = [];
    for (let n = 0; n < 5; n += 1) slugs.push(await days.day({ expert: 2 }));
    const outcomes = await Promise.all(slugs.map((slug) => days.book(expert, slug, 'expert')));
    expect(outcomes.filter((outcome) => outcome === 'open_day_cap_reached')).toHaveLength(2);
    const one = outcomes.find((outcome) => typeof outcome !== 'string');
    await days.act(expert, 'cancel_booking', days.made(one ?? '').code);
    const left = slugs.filter((_, n) => outcomes[n] === 'open_day_cap_reached');
    expect(days.made(await days.book(expert, left[0] ?? '', 'expert')).state).toBe('confirmed');
    await days.must(days.hub.service, 'configure_hub', { settings: { open_day_cap: '4' } });
    expect(days.made(await days.book(expert, left[1] ?? '', 'expert')).state).toBe('confirmed');
  });

  it('hand a booking on within their delegation, to one who may come', async () => {
    const slug = await days.day({ deputy: 1 });
    const [deputy, colleague] = await days.supervisors('deputy', 2);
    if (!deputy || !colleague) throw new Error('nobody');
    const stranger = guest();
    const delegation = '江岸区人大代表小组';
    const { code } = days.made(await days.book(deputy, slug, 'deputy', { delegation }));
    const hand = (to: string) => days.act(deputy, 'transfer_booking', code, { to_email: to });
    expect(await hand(`${stranger.id}@x.cn`)).toBe('transfer_impossible');
    expect(await hand('nobody@x.cn')).toBe('transfer_impossible');
    expect(days.made(await hand(`${colleague.id}@X.cn`)).state).toBe('confirmed');
    expect(await stateOf(deputy, slug)).toBeUndefined();
    expect(await stateOf(colleague, slug)).toBe('confirmed');
    expect(await days.toldTo(colleague)).toEqual(['open_day.transferred']);
    // who took it over declares anew, and keeps no seat of a supervisor with a conflict
    const declared = async () =>
      myBooking.parse(await days.must(colleague.db, 'my_booking', { slug })).declaration;
    expect(await declared()).toEqual({});
    const declare = (declaration: Record<string, unknown>, who = colleague) =>
      days.act(who, 'declare_interests', code, { declaration });
    expect(await declare({ kin: true })).toBe('conflict_of_interest');
    expect(await declare({}, deputy)).toBe('booking_not_found');
    expect(days.made(await declare({ note: '无' })).state).toBe('confirmed');
    expect(await declared()).toMatchObject({ employer: false, kin: false, note: '无' });
  });
});

describe('fewer seats', () => {
  it('never go below those that are taken; more go to those who wait', async () => {
    const slug = await days.day({ resident: 2, media: 2 });
    const [first, second, third] = [guest(), guest(), guest()];
    for (const who of [first, second, third]) await days.book(who, slug);
    const change = (seats: Record<string, number>) =>
      days.ask(days.developer.db, 'change_open_day', { slug, facts: { seats }, reason: '场地调整' });
    expect(await change({ resident: 1, media: 2 })).toBe('capacity_below_taken');
    expect(z.object({ told: z.number() }).parse(await change({ resident: 3 })).told).toBe(3);
    expect(await stateOf(third, slug)).toBe('offered');
  });

  it('end the waiting of a party that could never come, and of nobody behind it', async () => {
    const slug = await days.day({ resident: 3 });
    const [first, family, single] = [guest(), guest(), guest()];
    const { code } = days.made(await days.book(first, slug));
    await days.book(family, slug, 'resident', { party_size: 3 });
    await days.book(single, slug);
    await days.must(days.developer.db, 'change_open_day', {
      slug,
      facts: { seats: { resident: 1 } },
      reason: '场地调整'
    });
    expect(await stateOf(family, slug)).toBe('lapsed');
    await days.act(first, 'cancel_booking', code);
    expect(await stateOf(single, slug)).toBe('offered');
  });
});
