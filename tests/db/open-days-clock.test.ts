import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskOpenDay, figures } from '#lib/open-days/desk-schema.ts';
import { attendance, gateList, recorded } from '#lib/open-days/gate-schema.ts';
import { myBooking, openDayPage } from '#lib/open-days/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { openOpenDays, type Guest, type OpenDays } from '#tests/support/open-days.ts';

let days: OpenDays;
let guest: () => Guest;

beforeAll(async () => {
  days = await openOpenDays();
  guest = await days.newcomers(30);
});
afterAll(async () => {
  expect(await days.broken()).toEqual([]);
  await days.hub.close();
});

const page = async (slug: string) =>
  openDayPage.parse(await days.must(days.hub.visitor, 'open_day_page', { slug }));
const stateOf = async (who: Guest, slug: string) =>
  myBooking.nullable().parse(await days.must(who.db, 'my_booking', { slug }))?.state;
const gate = async (slug: string, db: Client = days.developer.db) =>
  gateList.nullable().parse(await days.must(db, 'gate_list', { slug }));

const row = (code: string | null, more: Record<string, unknown> = {}) => ({
  check_in_id: randomUUID(),
  kind: code === null ? 'walk_in' : 'booked',
  code,
  at: new Date().toISOString(),
  device: 'phone-1',
  ...more
});
const send = async (slug: string, rows: unknown[], db: Client = days.contractor.db) =>
  recorded.parse(await days.must(db, 'record_check_ins', { slug, rows }));

/** A day with a guest booked; just after it began. */
async function begun(seats: Record<string, number>, guests: Guest[]) {
  const slug = await days.day(seats);
  const codes = [];
  for (const who of guests) codes.push(days.made(await days.book(who, slug)).code);
  return { slug, codes };
}

describe('the gate', () => {
  it('expects those who booked, for members of the host and the contractor, from the day before', async () => {
    const who = guest();
    const { slug, codes } = await begun({ resident: 2 }, [who]);
    expect(await gate(slug)).toBeNull();
    await days.later(9.5, async () => {
      expect((await gate(slug))?.guests.map(({ code, checked_in }) => [code, checked_in])).toEqual([
        [codes[0], false]
      ]);
      expect(await gate(slug, days.contractor.db)).not.toBeNull();
      for (const db of [days.engineer.db, days.company.db, who.db]) expect(await gate(slug, db)).toBeNull();
      const refused = { slug, rows: [row(codes[0] ?? '')] };
      expect(await days.ask(days.engineer.db, 'record_check_ins', refused)).toBe('host_required');
    });
  });

  it('records once what is sent twice, and keeps a second check-in as a duplicate', async () => {
    const { slug, codes } = await begun({ resident: 2 }, [guest(), guest()]);
    await days.later(10.01, async () => {
      const first = row(codes[0] ?? '', { signature: 'M0 0L9 9', briefed: true });
      const outcome = (rows: { outcome: string }[]) => rows.map((one) => one.outcome);
      expect(outcome(await send(slug, [first, row('nowhere2')]))).toEqual(['recorded', 'unknown']);
      expect(outcome(await send(slug, [first]))).toEqual(['recorded']);
      expect(outcome(await send(slug, [row(codes[0] ?? '', { device: 'phone-2' })]))).toEqual(['duplicate']);
      const walkIn = row(null, { name: '路人', category: 'public', party_size: 2 });
      expect(outcome(await send(slug, [walkIn, row(codes[1] ?? '')]))).toEqual(['recorded', 'recorded']);
      const list = attendance.parse(await days.must(days.developer.db, 'attendance_list', { slug }));
      expect(list.rows.map(({ kind, duplicate }) => [kind, duplicate])).toHaveLength(4);
      expect(list.rows.filter(({ duplicate }) => duplicate)).toHaveLength(1);
      expect(await days.must(days.company.db, 'attendance_list', { slug })).toBeNull();
      await days.must(days.developer.db, 'close_open_day', { slug });
      expect((await page(slug)).attended).toEqual({ resident: 2, public: 2 });
    });
  });

  it('sees a conflict that is declared on the spot', async () => {
    const [expert] = await days.supervisors('expert');
    if (!expert) throw new Error('nobody');
    const slug = await days.day({ expert: 1, resident: 1 });
    const who = guest();
    const codes = [
      days.made(await days.book(expert, slug, 'expert')).code,
      days.made(await days.book(who, slug)).code
    ];
    await days.later(10.01, async () => {
      const answers = await send(
        slug,
        codes.map((code) => row(code, { declaration: { supplier: true } }))
      );
      expect(answers.map(({ conflict }) => conflict)).toEqual([true, false]);
    });
  });
});

describe('the day itself', () => {
  it('releases the seats of those who are not there, and lets them in when they come late', async () => {
    const [early, late] = [guest(), guest()];
    const { slug, codes } = await begun({ resident: 2 }, [early, late]);
    await days.later(10.01, async () => {
      await send(slug, [row(codes[0] ?? '')]);
      await days.sweep();
      expect(await stateOf(late, slug)).toBe('confirmed');
      // a quarter of an hour after its start it is still today, unless midnight came between
      expect(['today', 'closed']).toContain((await page(slug)).status);
    });
    await days.later(10.03, async () => {
      await days.sweep();
      expect(await stateOf(early, slug)).toBe('attended');
      expect(await stateOf(late, slug)).toBe('no_show');
      expect((await page(slug)).seats).toEqual([{ category: 'resident', capacity: 2, taken: 1, waiting: 0 }]);
      await send(slug, [row(codes[1] ?? '')]);
      expect(await stateOf(late, slug)).toBe('attended');
      expect((await page(slug)).taken).toBe(2);
    });
  });

  it('is closed by its host as held; who came is thanked, and who waited in vain is let go', async () => {
    const [came, stayed, waited] = [guest(), guest(), guest()];
    const { slug, codes } = await begun({ resident: 2 }, [came, stayed, waited]);
    expect(await days.ask(days.developer.db, 'close_open_day', { slug })).toBe('open_day_act_refused');
    await days.later(10.1, async () => {
      await send(slug, [row(codes[0] ?? '')]);
      await days.must(days.developer.db, 'close_open_day', { slug });
      expect(await Promise.all([came, stayed, waited].map((who) => stateOf(who, slug)))).toEqual([
        'attended',
        'no_show',
        'lapsed'
      ]);
      expect((await days.toldTo(came)).at(-1)).toBe('open_day.thanks');
      expect((await page(slug)).history[0]).toMatchObject({
        kind: 'open_day.held',
        facts: { attended: { resident: 1 } }
      });
    });
    // a phone without a network sends what it has days later
    await days.later(11, async () => {
      await send(slug, [row(codes[1] ?? '')]);
      expect((await page(slug)).attended).toEqual({ resident: 2 });
      expect(await stateOf(stayed, slug)).toBe('attended');
    });
  });

  it('that nobody closes is held if anybody was checked in, and not held otherwise', async () => {
    const visited = await begun({ resident: 1 }, [guest()]);
    const empty = await begun({ resident: 1 }, [guest()]);
    await days.later(10.05, () => send(visited.slug, [row(visited.codes[0] ?? '')]));
    await days.later(13, async () => {
      await days.sweep();
      expect((await page(visited.slug)).state).toBe('held');
      expect((await page(empty.slug)).state).toBe('not_held');
      expect((await page(empty.slug)).history[0]?.kind).toBe('open_day.not_held');
      // a device that found its network on the third day: somebody was there, so it was held
      await send(empty.slug, [row(empty.codes[0] ?? '')]);
      expect(await page(empty.slug)).toMatchObject({ state: 'held', attended: { resident: 1 } });
      expect((await page(empty.slug)).history[0]?.kind).toBe('open_day.held');
      const before = (await page(empty.slug)).history.length;
      await send(empty.slug, [row(empty.codes[0] ?? '')]);
      expect((await page(empty.slug)).history).toHaveLength(before);
    });
  });

  it('is reported on by those who booked: counts for everybody, words for the bureau', async () => {
    const [who, other] = [guest(), guest()];
    const { slug } = await begun({ resident: 1 }, [who]);
    const report = { slug, kind: 'host_absent', note: '到场后无人接待' };
    expect(await days.ask(who.db, 'report_open_day', report)).toBe('open_day_not_begun');
    await days.later(10.1, async () => {
      expect(await days.ask(other.db, 'report_open_day', report)).toBe('booked_guests_only');
      await days.must(who.db, 'report_open_day', report);
      expect(await days.ask(who.db, 'report_open_day', report)).toMatch(/open_day_reports_once_key/);
      const shown = await page(slug);
      expect(shown.reports).toEqual({ host_absent: 1, access_refused: 0 });
      expect(JSON.stringify(shown)).not.toContain('无人接待');
      expect(await days.toldTo(days.reviewer)).toContain('open_day.reported');
    });
    await days.later(45, async () => {
      const late = { ...report, kind: 'access_refused' };
      expect(await days.ask(who.db, 'report_open_day', late)).toBe('report_too_late');
    });
  });
});

describe('the clock', () => {
  it('reminds those who come seven days and one day before, each once', async () => {
    const who = guest();
    const { slug } = await begun({ resident: 1 }, [who]);
    // the last two still lie on the eve, whatever the hour
    for (const day of [1, 3.5, 4, 9.0001, 9.0002]) await days.later(day, () => days.sweep());
    const told = await days.toldTo(who);
    expect(told.filter((kind) => kind === 'open_day.reminder')).toHaveLength(2);
    expect((await page(slug)).status).toBe('closed');
  });

  it('takes away names, signatures and remarks after a month, and leaves the counts', async () => {
    const who = guest();
    const slug = await days.day({ resident: 2 });
    const party = [{ shoe_size: 42, helmet_size: 'm' }];
    const declaration = { purchase: true, note: '本小区购房人' };
    const { code } = days.made(await days.book(who, slug, 'resident', { party, declaration }));
    const desk = deskOpenDay.parse(await days.must(days.developer.db, 'desk_open_day', { slug }));
    expect(desk.sizes).toEqual({ helmets: { m: 1 }, shoes: { '42': 1 } });
    expect(JSON.stringify(desk)).not.toContain(who.id);
    await days.later(10.05, async () => {
      await send(slug, [
        row(code, { name: '王某', signature: 'M0 0' }),
        row(null, { name: '李某', category: 'public' })
      ]);
      await days.must(days.developer.db, 'close_open_day', { slug });
    });
    await days.later(30, () => days.sweep());
    const kept = async () =>
      z.object({ names: z.number(), parties: z.number() }).parse(
        (
          await days.hub.sql.query(
            `select (select count(*)::int from private.check_ins c join public.open_days o using (open_day_id) where o.slug = $1 and (c.name is not null or c.signature is not null)) as names,
                 (select count(*)::int from public.bookings b join public.open_days o using (open_day_id) where o.slug = $1 and (b.party <> '[]' or b.declaration ? 'note')) as parties`,
            [slug]
          )
        )[0]
      );
    expect(await kept()).toEqual({ names: 2, parties: 1 });
    await days.later(41, async () => {
      await days.sweep();
      const list = attendance.parse(await days.must(days.developer.db, 'attendance_list', { slug }));
      expect(list.purged).toBe(true);
      expect(list.rows.map(({ name, signature }) => [name, signature])).toEqual([
        [null, null],
        [null, null]
      ]);
    });
    expect(await kept()).toEqual({ names: 0, parties: 0 });
    expect((await page(slug)).attended).toEqual({ resident: 1, public: 1 });
    const changed = days.hub.sql.query(`update private.check_ins set party_size = 9`);
    await expect(changed).rejects.toThrow('append_only');
  });

  it('adds up in the figures', async () => {
    const whole = figures.parse(await days.must(days.hub.visitor, 'open_day_figures', {}));
    expect(whole.held).toBeGreaterThan(2);
    const residents = whole.by_category.find(({ category }) => category === 'resident');
    expect(residents?.attended).toBeGreaterThan(3);
    expect(residents?.booked).toBeLessThanOrEqual(residents?.seats ?? 0);
    expect(whole.by_month.reduce((sum, { held }) => sum + held, 0)).toBe(whole.held);
  });
});
