import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskBrowsed, deskOpenDay, series, templates } from '#lib/open-days/desk-schema.ts';
import { browsed, calendarRow, mapPoint, myBooking, openDayPage } from '#lib/open-days/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { openOpenDays, type Guest, type OpenDays } from '#tests/support/open-days.ts';

let days: OpenDays;
let people: Guest[];

beforeAll(async () => {
  days = await openOpenDays();
  people = await days.guests(12);
});
afterAll(async () => {
  expect(await days.broken()).toEqual([]);
  await days.hub.close();
});

const saved = z.object({ slug: z.string(), edits: z.number() });
const propose = async (facts: Record<string, unknown>) =>
  saved.parse(
    await days.must(days.developer.db, 'save_open_day', {
      slug: null,
      facts: { project: days.address, ...facts }
    })
  );
const atDesk = async (slug: string, db: Client = days.developer.db) =>
  deskOpenDay.nullable().parse(await days.must(db, 'desk_open_day', { slug }));
const page = async (slug: string) =>
  openDayPage.parse(await days.must(days.hub.visitor, 'open_day_page', { slug }));
const someone = (n: number): Guest => {
  const one = people[n];
  if (!one) throw new Error('more guests are needed');
  return one;
};
const stateOf = async (who: Guest, slug: string) =>
  myBooking.nullable().parse(await days.must(who.db, 'my_booking', { slug }))?.state;

describe('a day that is filled in', () => {
  it('is announced by the developer alone, when nothing is missing, and from the version that was read', async () => {
    const { slug, edits } = await propose({ title: '分户验收开放日' });
    expect((await atDesk(slug))?.missing).toEqual([
      'open_day_no_hours',
      'open_day_no_meeting_point',
      'open_day_no_seats'
    ]);
    expect(await days.ask(days.developer.db, 'announce_open_day', { slug })).toBe('open_day_no_hours');
    const facts = days.basics(
      { deputy: 2, resident: 4 },
      { items: ['rebar_tests'], safety: { helmet: true } }
    );
    for (const db of [days.contractor.db, days.reviewer.db, days.company.db, someone(0).db])
      expect(await days.ask(db, 'save_open_day', { slug, facts })).toMatch(
        /host_required|open_day_act_refused/
      );
    await days.must(days.developer.db, 'save_open_day', { slug, facts, expected_edits: edits });
    expect(await days.ask(days.developer.db, 'save_open_day', { slug, facts, expected_edits: edits })).toBe(
      'open_day_changed_meanwhile'
    );
    expect(await atDesk(slug)).toMatchObject({
      missing: [],
      capacity: 6,
      acts: ['save', 'announce', 'cancel']
    });
    expect(await atDesk(slug, days.company.db)).toBeNull();
    await days.must(days.developer.db, 'announce_open_day', { slug, expected_edits: edits + 1 });
    const shown = await page(slug);
    expect(shown).toMatchObject({ state: 'announced', status: 'announced', sequence: 0 });
    expect(shown.items.map(({ item }) => item)).toEqual(['rebar_tests']);
    expect(shown.history.map(({ kind }) => kind)).toEqual(['open_day.announced']);
    // booking closes a day before unless told otherwise
    const closes = Date.parse(shown.starts_at ?? '') - Date.parse(shown.booking_closes_at ?? '');
    expect(closes).toBe(86_400_000);
  });

  it('refuses what makes no sense', async () => {
    const save = (facts: Record<string, unknown>) =>
      days.ask(days.developer.db, 'save_open_day', {
        slug: null,
        facts: { project: days.address, ...facts }
      });
    expect(await save({ starts_at: days.inDays(5), ends_at: days.inDays(4) })).toMatch(/open_days_hours/);
    expect(await save({ seats: { crowd: 4 } })).toBe('seats_wrong');
    expect(await save({ seats: { public: -1 } })).toBe('seats_wrong');
    expect(await save({ items: ['moon_dust'] })).toBe('disclosure_item_not_found');
    expect(await save({ lat: 30 })).toMatch(/open_days_place_is_a_pair/);
    expect(
      await days.ask(days.company.db, 'save_open_day', { slug: null, facts: { project: days.address } })
    ).toBe('host_required');
  });

  it('tells registered supervisors whom the rule names, and counts them', async () => {
    const made = await days.project({ structure_acceptance: { planned: days.inDays(12).slice(0, 10) } });
    await days.sweep();
    const [owed] = await days.hub.sql.query('select slug from public.open_days where project_id = $1', [
      made.project_id
    ]);
    const slug = String(owed?.slug);
    const [deputy] = await days.supervisors('deputy');
    const soon = days.basics({ deputy: 2 }, { starts_at: days.inDays(3), ends_at: days.inDays(3, 1) });
    await days.must(days.developer.db, 'save_open_day', { slug, facts: soon });
    expect(await days.ask(days.developer.db, 'announce_open_day', { slug })).toBe(
      'open_day_notice_too_short'
    );
    const facts = days.basics({ deputy: 2 }, { booking_closes_at: days.inDays(9) });
    await days.must(days.developer.db, 'save_open_day', { slug, facts });
    const { told } = z
      .object({ told: z.number() })
      .parse(await days.must(days.developer.db, 'announce_open_day', { slug }));
    expect(told).toBe(1);
    expect(deputy && (await days.toldTo(deputy))).toEqual(['open_day.announced']);
    expect(await days.toldTo(days.reviewer)).toContain('open_day.announced');
    await days.must(days.developer.db, 'cancel_open_day', { slug, reason: 'safety', note: '塔吊检修' });
    // what was owed is owed still
    const again = await days.hub.sql.query(
      `select state from public.open_days where project_id = $1 order by open_day_id`,
      [made.project_id]
    );
    expect(again.map(({ state }) => state)).toEqual(['cancelled', 'proposed']);
  });
});

describe('a day that changes', () => {
  it('keeps its bookings, tells everyone, and raises the sequence of its calendar entry', async () => {
    const slug = await days.day({ resident: 2 });
    const who = someone(1);
    await days.book(who, slug);
    const before = await page(slug);
    const facts = { starts_at: days.inDays(12), ends_at: days.inDays(12, 2), meeting_point: '工地北门' };
    const change = { slug, facts, reason: '混凝土浇筑' };
    expect(await days.ask(days.developer.db, 'change_open_day', { ...change, reason: '' })).toBe(
      'open_day_reason_missing'
    );
    await days.must(days.developer.db, 'change_open_day', change);
    const after = await page(slug);
    expect(after).toMatchObject({
      sequence: 1,
      rescheduled_from: before.starts_at,
      change_reason: '混凝土浇筑',
      meeting_point: '工地北门'
    });
    const distance = (shown: typeof after) =>
      Date.parse(shown.starts_at ?? '') - Date.parse(shown.booking_closes_at ?? '');
    expect(distance(after)).toBe(distance(before));
    expect(await days.toldTo(who)).toEqual(['open_day.confirmed', 'open_day.changed']);
    expect(after.history.map(({ kind }) => kind)).toEqual(['open_day.changed', 'open_day.announced']);
    const changes = z.record(z.string(), z.unknown()).parse(after.history[0]?.facts.changes);
    expect(Object.keys(changes).toSorted()).toEqual([
      'booking_closes_at',
      'ends_at',
      'meeting_point',
      'starts_at'
    ]);
    expect(await stateOf(who, slug)).toBe('confirmed');
  });

  it('is cancelled by its host or a reviewing officer, stays in calendars, and frees everybody', async () => {
    const slug = await days.day({ resident: 1 });
    const [first, second] = [someone(2), someone(3)];
    await days.book(first, slug);
    await days.book(second, slug);
    const cancel = (db: Client, reason = 'weather') =>
      days.ask(db, 'cancel_open_day', { slug, reason, note: '雷暴预警' });
    expect(await cancel(days.contractor.db)).toBe('open_day_act_refused');
    expect(await cancel(days.xiangyang.db)).toBe('host_required');
    expect(await cancel(days.reviewer.db, 'boredom')).toBe('cancel_reason_unknown');
    expect(await cancel(days.reviewer.db)).toMatchObject({ told: 2 });
    expect(await cancel(days.reviewer.db)).toBe('open_day_act_refused');
    for (const who of [first, second]) {
      expect(await stateOf(who, slug)).toBe('cancelled');
      expect((await days.toldTo(who)).at(-1)).toBe('open_day.cancelled');
    }
    const rows = async (db: Client, scope: Record<string, unknown>) =>
      z.array(calendarRow).parse(await days.must(db, 'open_days_calendar', { scope }));
    const listed = (await rows(days.hub.visitor, { division: '420100' })).find((one) => one.slug === slug);
    expect(listed).toMatchObject({
      state: 'cancelled',
      sequence: 1,
      cancelled_reason: 'weather',
      booking: null
    });
    expect((await rows(first.db, { user: true })).map((one) => one.slug)).toEqual([slug]);
    expect(await days.ask(days.hub.visitor, 'open_days_calendar', { scope: { user: true } })).toBe(
      'sign_in_required'
    );
  });

  it('has a secret calendar for each who made a link', async () => {
    const token_hash = createHash('sha256').update('secret').digest('hex');
    const who = someone(2);
    await days.must(who.db, 'make_calendar_link', { token_hash });
    expect((await who.db.rpc('calendar_by_link', { token_hash })).error).not.toBeNull();
    const rows = z
      .array(calendarRow)
      .parse(await days.must(days.hub.service, 'calendar_by_link', { token_hash }));
    expect(rows).toHaveLength(1);
    await days.must(who.db, 'end_calendar_link', {});
    expect(await days.must(days.hub.service, 'calendar_by_link', { token_hash })).toBeNull();
  });
});

describe('what the developer repeats', () => {
  it('is kept as a template without hours, for its own company', async () => {
    const [org] = await days.hub.sql.query(
      'select slug from public.organizations where organization_id = $1',
      [days.developer.organization]
    );
    const organization = String(org?.slug);
    const template = { organization, name: '标准开放日', facts: days.basics({ public: 9 }) };
    await days.must(days.developer.db, 'save_open_day_template', template);
    expect(await days.ask(days.developer.db, 'save_open_day_template', template)).toMatch(
      /open_day_templates_name_key/
    );
    expect(await days.ask(days.company.db, 'save_open_day_template', template)).toBe('host_required');
    const kept = templates.parse(
      await days.must(days.developer.db, 'desk_open_day_templates', { organization })
    );
    expect(kept.map(({ name, facts }) => [name, facts.seats, facts.starts_at])).toEqual([
      ['标准开放日', { public: 9 }, undefined]
    ]);
    expect(await days.must(days.company.db, 'desk_open_day_templates', { organization })).toEqual([]);
    await days.must(days.developer.db, 'remove_open_day_template', { template: kept[0]?.template_id });
  });

  it('comes again each week, and is announced two weeks before by itself', async () => {
    const facts = days.basics({ public: 5 }, { starts_at: days.inDays(3), ends_at: days.inDays(3, 2) });
    const args = { project: days.address, facts, frequency: 'weekly', until: days.inDays(25).slice(0, 10) };
    expect(await days.ask(days.company.db, 'add_open_day_series', args)).toBe('host_required');
    const { slugs } = series.parse(await days.must(days.developer.db, 'add_open_day_series', args));
    expect(slugs).toHaveLength(4);
    await days.sweep();
    const states = await Promise.all(slugs.map(async (slug) => (await atDesk(slug))?.state));
    expect(states).toEqual(['announced', 'announced', 'proposed', 'proposed']);
  });
});

describe('the list and the map', () => {
  it('are narrowed by category, seats, month and words', async () => {
    const slug = await days.day({ media: 1 }, { title: '媒体专场', lat: 30.6, lng: 114.3 });
    const find = async (filters: Record<string, unknown>) =>
      browsed
        .parse(await days.must(days.hub.visitor, 'browse_open_days', { filters, page_size: 100 }))
        .rows.map((one) => one.slug);
    expect(await find({ category: 'media' })).toEqual([slug]);
    expect(await find({ q: '媒体专场' })).toEqual([slug]);
    expect(await find({ category: 'media', seats: true })).toEqual([slug]);
    expect(await find({ category: 'media', month: '2001-01' })).toEqual([]);
    expect(await find({ category: 'media', city: '420600' })).toEqual([]);
    const [reporter] = await days.supervisors('media');
    if (reporter) days.made(await days.book(reporter, slug, 'media'));
    expect(await find({ category: 'media', seats: true })).toEqual([]);
    expect(await find({ category: 'media', status: 'full' })).toEqual([slug]);
    const points = async (box: number[]) =>
      z.array(mapPoint).parse(await days.must(days.hub.visitor, 'map_open_days', { filters: {}, box }));
    expect((await points([114, 30, 115, 31])).map((one) => one.slug)).toEqual([slug]);
    expect(await points([110, 30, 111, 31])).toEqual([]);
    const desk = deskBrowsed.parse(
      await days.must(days.developer.db, 'browse_desk_open_days', { page_size: 100 })
    );
    expect(desk.rows.map((one) => one.slug)).toContain(slug);
    expect(desk.todos.announce).toBeGreaterThan(0);
    expect(deskBrowsed.parse(await days.must(days.company.db, 'browse_desk_open_days', {})).total).toBe(0);
  });
});
