import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskOpenDay } from '#lib/open-days/desk-schema.ts';
import { myBooking, openDayPage } from '#lib/open-days/schema.ts';
import { openOpenDays, type Guest, type OpenDays } from '#tests/support/open-days.ts';

let days: OpenDays;
let next: () => Guest;
beforeAll(async () => {
  days = await openOpenDays();
  next = await days.newcomers(40);
});
afterAll(async () => {
  expect(await days.broken()).toEqual([]);
  await days.hub.close();
});

const several = (count: number) => Array.from({ length: count }, () => next());
const page = async (slug: string) =>
  openDayPage.parse(await days.must(days.hub.visitor, 'open_day_page', { slug }));
const bookingOf = async (who: Guest, slug: string) =>
  myBooking.nullable().parse(await days.must(who.db, 'my_booking', { slug }));
const stateOf = async (who: Guest, slug: string) => (await bookingOf(who, slug))?.state;
const states = (people: Guest[], slug: string) => Promise.all(people.map((who) => stateOf(who, slug)));
const cancel = (slug: string) =>
  days.must(days.developer.db, 'cancel_open_day', { slug, reason: 'weather', note: '大风' });
const atDesk = async (slug: string) =>
  deskOpenDay.parse(await days.must(days.developer.db, 'desk_open_day', { slug }));
/** Each books a seat, in this order. */
async function fill(slug: string, people: Guest[]): Promise<void> {
  for (const who of people) days.made(await days.book(who, slug));
}

describe('a day in place of a cancelled one', () => {
  it('keeps seats for those who had booked: confirmed first, then those who waited, in order', async () => {
    const old = await days.day({ resident: 2 });
    const [first, second, third, fourth, gone] = several(5);
    if (!first || !second || !third || !fourth || !gone) throw new Error('more guests are needed');
    await fill(old, [gone, first, second, third, fourth]);
    // somebody gave up: the seat is offered to the second, who holds it when the day is called off
    const own = await bookingOf(gone, old);
    days.made(await days.act(gone, 'cancel_booking', own?.code ?? ''));
    expect(await states([first, second, third, fourth], old)).toEqual([
      'confirmed',
      'offered',
      'waiting',
      'waiting'
    ]);
    await cancel(old);
    const slug = await days.instead(old, { seats: { resident: 3 } });
    expect(await states([first, second, third, fourth], slug)).toEqual([
      'offered',
      'offered',
      'offered',
      'waiting'
    ]);
    expect(await stateOf(gone, slug)).toBeUndefined();
    expect((await days.toldTo(third)).slice(-2)).toEqual(['open_day.cancelled', 'open_day.offer']);
    expect((await days.toldTo(fourth)).at(-1)).toBe('open_day.waiting');
    // others stand behind them
    const stranger = next();
    expect(await days.book(stranger, slug)).toMatchObject({ state: 'waiting', place_in_line: 2 });
    const { code = '' } = (await bookingOf(first, slug)) ?? {};
    expect(await days.act(first, 'confirm_offer', code)).toMatchObject({ state: 'confirmed' });

    const shown = await page(slug);
    expect(shown.replaces?.slug).toBe(old);
    const hours = (Date.parse(shown.priority_until ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(47);
    expect(hours).toBeLessThan(49);
    expect((await page(old)).rescheduled_to).toEqual({ slug, starts_at: shown.starts_at });
    expect(shown.history[0]?.facts.instead_of).toBe((await page(old)).starts_at);

    // what nobody confirmed goes to the line once the time is over, and stays with who confirmed
    await days.later(2.1, async () => {
      await days.sweep();
      expect(await states([first, second, third, fourth, stranger], slug)).toEqual([
        'confirmed',
        'expired',
        'expired',
        'offered',
        'offered'
      ]);
    });
  });

  it('lets others take what is left at once, and ends the priority with the booking', async () => {
    const old = await days.day({ resident: 4 });
    const guests = several(1);
    await fill(old, guests);
    await cancel(old);
    const slug = await days.instead(old, { booking_closes_at: days.inDays(0, 6) });
    expect(await days.book(next(), slug)).toMatchObject({ state: 'confirmed' });
    const shown = await page(slug);
    expect(shown.priority_until).toBe(shown.booking_closes_at);
    expect(shown.taken).toBe(2);
    const [guest] = guests;
    expect(guest && (await bookingOf(guest, slug))?.offer_expires_at).toBe(shown.booking_closes_at);
  });

  it('tells whose seats cannot be kept, and keeps them for nobody', async () => {
    const old = await days.day({ resident: 3, public: 3 }, { max_party: 4 });
    const [big, other, minor] = several(3);
    if (!big || !other || !minor) throw new Error('more guests are needed');
    days.made(await days.book(big, old, 'resident', { party_size: 3 }));
    days.made(await days.book(other, old, 'public'));
    days.made(await days.book(minor, old, 'public', { party: [{ age_band: 'minor' }] }));
    await cancel(old);
    const slug = await days.instead(old, { seats: { resident: 2, public: 3 }, min_age: 18 });
    expect(await states([big, other, minor], slug)).toEqual([undefined, 'offered', undefined]);
    expect((await days.toldTo(big)).at(-1)).toBe('open_day.replaced');
    expect((await days.toldTo(minor)).at(-1)).toBe('open_day.replaced');
  });

  it('remembers the guests of each day before, but nobody who gave up since', async () => {
    const first = await days.day({ resident: 3 });
    const [stays, leaves] = several(2);
    if (!stays || !leaves) throw new Error('more guests are needed');
    await fill(first, [stays, leaves]);
    await cancel(first);
    const second = await days.instead(first);
    const { code = '' } = (await bookingOf(leaves, second)) ?? {};
    expect(await days.act(leaves, 'refuse_offer', code)).toMatchObject({ state: 'refused' });
    await cancel(second);
    const third = await days.instead(second);
    expect(await states([stays, leaves], third)).toEqual(['offered', undefined]);
  });

  it('takes no supervisor who has a conflict since', async () => {
    const [deputy] = await days.supervisors('deputy');
    if (!deputy) throw new Error('no deputy');
    const old = await days.day({ deputy: 1 });
    days.made(await days.book(deputy, old, 'deputy'));
    await cancel(old);
    await days.hub.sql.query(`update public.supervisors set state = 'suspended' where user_id = $1`, [
      deputy.id
    ]);
    const slug = await days.instead(old);
    expect(await stateOf(deputy, slug)).toBeUndefined();
    expect((await days.toldTo(deputy)).at(-1)).toBe('open_day.replaced');
  });

  it('is planned by the host alone, once, of a cancelled day', async () => {
    const old = await days.day({ resident: 2 }, { route: '南门 → 3号楼' });
    const replace = (db = days.developer.db) => days.ask(db, 'replace_open_day', { slug: old });
    expect(await replace()).toBe('open_day_act_refused');
    await cancel(old);
    expect(await replace(days.reviewer.db)).toBe('open_day_act_refused');
    expect(await replace(days.company.db)).toBe('host_required');
    expect((await atDesk(old)).acts).toEqual(['replace']);
    const { slug } = z.object({ slug: z.string() }).parse(await replace());
    expect(await replace()).toBe('open_day_act_refused');
    expect(await atDesk(old)).toMatchObject({ replaced_by: slug, acts: [] });
    expect(await atDesk(slug)).toMatchObject({
      state: 'proposed',
      route: '南门 → 3号楼',
      capacity: 2,
      starts_at: null,
      missing: ['open_day_no_hours']
    });
    // taken back, it can be planned again
    await days.must(days.developer.db, 'cancel_open_day', { slug, reason: 'other', note: '' });
    expect((await atDesk(old)).acts).toEqual(['replace']);
  });

  it('is the one that a milestone still owes', async () => {
    const made = await days.project({ structure_acceptance: { planned: days.inDays(12).slice(0, 10) } });
    await days.sweep();
    const ofProject = async () =>
      z
        .array(z.object({ slug: z.string(), state: z.string() }))
        .parse(
          await days.hub.sql.query(
            'select slug, state from public.open_days where project_id = $1 order by open_day_id',
            [made.project_id]
          )
        );
    const [owed] = await ofProject();
    const old = owed?.slug ?? '';
    const facts = days.basics({ resident: 3 }, { meeting_point: '西门' });
    await days.must(days.developer.db, 'save_open_day', { slug: old, facts });
    await days.must(days.developer.db, 'announce_open_day', { slug: old });
    const guest = next();
    days.made(await days.book(guest, old));
    await cancel(old);
    const slug = await days.instead(old);
    expect(await ofProject()).toEqual([
      { slug: old, state: 'cancelled' },
      { slug, state: 'announced' }
    ]);
    expect(await page(slug)).toMatchObject({ origin: 'milestone', meeting_point: '西门' });
    expect(await stateOf(guest, slug)).toBe('offered');
  });
});
