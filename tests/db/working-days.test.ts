import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load, publishedDays } from '#lib/catalogue/calendar.server.ts';
import { openCatalogueDesk, type CatalogueDesk } from '#tests/support/catalogue.ts';

let desk: CatalogueDesk;
beforeAll(async () => {
  desk = await openCatalogueDesk();
  await load(desk.hub.service);
});
afterAll(() => desk.hub.close());

const DAY = 86_400_000;
const next = (day: string, by: number) => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);
const isWeekday = (day: string) => ![0, 6].includes(new Date(day).getUTCDay());
const published = new Map(publishedDays().map(({ day, works }) => [day, works]));

/** The plain way to count, a day at a time: what the database must agree with. */
function count(start: string, days: number, kind: string, officers: ReadonlyMap<string, boolean>): string {
  if (kind === 'natural') return next(start, days);
  const works = (day: string) => officers.get(day) ?? published.get(day) ?? isWeekday(day);
  let day = start;
  for (let left = Math.abs(days); left > 0;) {
    day = next(day, Math.sign(days));
    if (works(day)) left -= 1;
  }
  return day;
}

interface Question {
  start: string;
  days: number;
  kind: string;
}

async function answers(questions: readonly Question[]): Promise<unknown[]> {
  const rows = await desk.hub.sql.query(
    `select private.add_days(q.start, q.days, q.kind)::text as day
     from jsonb_to_recordset($1::text::jsonb) q (start date, days int, kind text, position int) order by position`,
    [JSON.stringify(questions.map((question, position) => ({ ...question, position })))]
  );
  return rows.map(({ day }) => day);
}

const ask = async (start: string, days: number, kind = 'working') =>
  (await answers([{ start, days, kind }]))[0];

async function setOfficers(officers: ReadonlyMap<string, boolean>): Promise<void> {
  await desk.hub.sql.query("delete from public.calendar_days where source = 'officer'");
  await desk.hub.sql.query(
    `insert into public.calendar_days (day, source, works, name, basis)
     select e.key::date, 'officer', e.value::boolean, '调整', '通知' from jsonb_each_text($1::text::jsonb) e`,
    [JSON.stringify(Object.fromEntries(officers))]
  );
}

/** Days around which counting goes wrong: weeks with 调休, ends of months and years, leap days. */
const edges = [
  '2004-01-17',
  '2008-02-29',
  '2015-09-03',
  '2019-12-31',
  '2020-01-31',
  '2020-02-29',
  '2021-02-20',
  '2023-12-30',
  '2024-02-29',
  '2024-04-30',
  '2024-09-30',
  '2025-01-26',
  '2025-02-08',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-10-10',
  '2026-12-31',
  '2027-01-01',
  '2028-02-29',
  '2035-12-31'
];
const near = fc
  .tuple(fc.constantFrom(...edges), fc.integer({ min: -12, max: 12 }))
  .map(([day, by]) => next(day, by));
const anywhere = fc.integer({ min: 0, max: 36_500 }).map((by) => next('1995-01-01', by));
const question = fc.record({
  start: fc.oneof({ weight: 3, arbitrary: near }, anywhere),
  days: fc.oneof(fc.integer({ min: -30, max: 40 }), fc.integer({ min: 41, max: 365 })),
  kind: fc.constantFrom('working', 'working', 'working', 'natural')
});
const override = fc.array(fc.tuple(near, fc.boolean()), { maxLength: 25 }).map((pairs) => new Map(pairs));

describe('adding days', () => {
  it('agrees with counting one day at a time, over 调休, ends of months and years, leap days and officers’ changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        override,
        fc.array(question, { minLength: 150, maxLength: 150 }),
        async (officers, questions) => {
          await setOfficers(officers);
          const expected = questions.map(({ start, days, kind }) => count(start, days, kind, officers));
          expect(await answers(questions)).toEqual(expected);
        }
      ),
      { numRuns: 20 }
    );
    await setOfficers(new Map());
  });

  it('ends on a working day, moves forward with the days, and comes back', async () => {
    await fc.assert(
      fc.asyncProperty(anywhere, fc.integer({ min: 1, max: 120 }), async (start, days) => {
        const [day, later] = await answers([
          { start, days, kind: 'working' },
          { start, days: days + 1, kind: 'working' }
        ]);
        expect(await desk.one('private.is_working_day($1::text::date)', day)).toBe(true);
        expect(String(later) > String(day)).toBe(true);
        if (await desk.one('private.is_working_day($1::text::date)', start))
          expect(await ask(String(day), -days)).toBe(start);
      }),
      { numRuns: 40 }
    );
  });

  it.each([
    ['a Friday', '2026-03-06', 1, '2026-03-09'],
    ['a Saturday', '2026-03-07', 1, '2026-03-09'],
    ['a Saturday, back', '2026-03-07', -1, '2026-03-06'],
    ['a Monday, back', '2026-03-09', -1, '2026-03-06'],
    ['the eve of the Spring Festival, whose Saturday is worked', '2026-02-13', 1, '2026-02-14'],
    ['over the Spring Festival', '2026-02-14', 1, '2026-02-24'],
    ['no days, on a holiday', '2026-02-17', 0, '2026-02-17'],
    ['twenty, over National Day with its two worked weekends', '2026-09-18', 20, '2026-10-22'],
    ['over a leap day', '2024-02-28', 2, '2024-03-01']
  ])('counts working days from %s', async (_what, start, days, expected) => {
    expect(await ask(start, days)).toBe(expected);
  });

  it('leaves a natural-day deadline on a holiday where it is', async () => {
    expect(await ask('2026-09-21', 10, 'natural')).toBe('2026-10-01');
    expect(await ask('2024-02-28', 1, 'natural')).toBe('2024-02-29');
    expect(await ask('2024-03-01', -1, 'natural')).toBe('2024-02-29');
  });

  it('knows no other kind of days, and nothing of nothing', async () => {
    await expect(ask('2026-01-01', 1, 'lunar')).rejects.toThrow(/day_kind_unknown/);
    expect(await desk.one("private.add_days(null, 1, 'working')")).toBeNull();
    expect(await ask('2200-01-01', 1)).toBeNull();
    expect(await ask('1990-01-01', -30)).toBe(count('1990-01-01', -30, 'working', new Map()));
    expect(await ask('2100-12-31', 365)).toBe(count('2100-12-31', 365, 'working', new Map()));
  });
});

describe('the calendar', () => {
  it('is loaded by the server, which writes differences only and leaves officers’ days alone', async () => {
    await desk.call(desk.hub.service, 'save_project', {
      facts: {
        permit_no: '420102202601010101',
        name: '测试小区',
        division_code: '420102',
        housing_type: 'commodity'
      }
    });
    const queued = () => desk.one('select count(*)::int from private.disclosure_queue');
    await desk.hub.sql.query('delete from private.disclosure_queue');
    expect(await load(desk.hub.service)).toBe(0);
    // nor does it have each deadline of the province reckoned anew
    expect(await queued()).toBe(0);
    const before = await desk.one('select count(*)::int from public.audit_entries');
    await setOfficers(new Map([['2026-02-14', false]]));
    expect(await load(desk.hub.service)).toBe(0);
    expect(await desk.one('select count(*)::int from public.audit_entries')).toBe(before);
    expect(await desk.one("private.is_working_day('2026-02-14')")).toBe(false);
    const fewer = publishedDays().filter(({ day }) => day !== '2026-05-09');
    expect(await desk.call(desk.hub.service, 'load_calendar', { days: fewer })).toBe(1);
    expect(await desk.one("private.is_working_day('2026-05-09')")).toBe(false);
    expect(await queued()).toBe(1);
    expect(await load(desk.hub.service)).toBe(1);
    expect(await desk.one("private.is_working_day('2026-05-09')")).toBe(true);
    expect(await desk.call(desk.hub.service, 'load_calendar', { days: [] })).toBe('calendar_empty');
    expect(await desk.call(desk.administrator.db, 'load_calendar', { days: [] })).toMatch(
      /permission denied/
    );
    await setOfficers(new Map());
  });

  it('is mended by the province and administrators alone', async () => {
    const festival = { day: '2027-02-05', last: '2027-02-11', works: false, name: '春节', basis: '放假通知' };
    const set = (who: 'wuhan' | 'company' | 'province' | 'administrator', more = {}) =>
      desk.call(desk[who].db, 'set_calendar_day', { ...festival, ...more });
    expect(await set('wuhan')).toBe('province_required');
    expect(await set('company')).toBe('province_required');
    expect(await ask('2027-02-04', 1)).toBe('2027-02-05');
    expect(await set('province')).toBe(7);
    expect(await ask('2027-02-04', 1)).toBe('2027-02-12');
    expect(await set('administrator', { day: '2027-02-14', last: null, works: true })).toBe(1);
    expect(await ask('2027-02-12', 1)).toBe('2027-02-14');
    expect(await set('province', { last: '2027-02-04' })).toBe('calendar_range');
    expect(await set('province', { last: '2027-03-31' })).toBe('calendar_range');

    const clear = (who: 'wuhan' | 'province', day: string) =>
      desk.call(desk[who].db, 'clear_calendar_day', { day });
    expect(await clear('wuhan', '2027-02-14')).toBe('province_required');
    expect(await clear('province', '2027-02-14')).toBeNull();
    expect(await clear('province', '2026-02-17')).toBe('calendar_day_not_found');
    expect(await ask('2027-02-12', 1)).toBe('2027-02-15');
    await setOfficers(new Map());
  });

  it('is read a year at a time', async () => {
    const { data } = await desk.hub.visitor.rpc('calendar_year', { year: 2026 });
    const months = Array.from({ length: 12 }, (_, month) => {
      const first = `2026-${String(month + 1).padStart(2, '0')}-01`;
      let n = 0;
      for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = next(day, 1))
        if (published.get(day) ?? isWeekday(day)) n += 1;
      return n;
    });
    expect(data).toMatchObject({ months, known_until: 2026 });
  });
});
