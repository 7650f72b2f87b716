import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Statements } from '#lib/server/backend/types.ts';
import { itemFacts, openCatalogueDesk, ruleFacts, type CatalogueDesk } from '#tests/support/catalogue.ts';

let desk: CatalogueDesk;
beforeAll(async () => {
  desk = await openCatalogueDesk();
});
afterAll(() => desk.hub.close());

const item = 'completion_report';
const places = ['420102', '420106', '420602', '429004'];
const outers = ['420000', '420100', '420102', '420600', '429004'] as const;
const holds = (outer: string, place: string) => place.startsWith(outer.replace(/(00)+$/, ''));

interface Period {
  division: (typeof outers)[number];
  from: string;
  until: string | null;
  days: number;
}

const DAY = 86_400_000;
const day = (n: number) => new Date(Date.UTC(2021, 0, 1) + n * DAY).toISOString().slice(0, 10);

/** Periods after one another, some of them touching, with the last one open or not; one row of them a division. */
const periods = fc
  .array(
    fc.tuple(
      fc.constantFrom(...outers),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(0, 0, 5)), {
        minLength: 1,
        maxLength: 4
      }),
      fc.boolean(),
      fc.integer({ min: -30, max: 300 })
    ),
    { maxLength: 4 }
  )
  .map((rows) => {
    const seen = new Set<string>();
    return rows.flatMap(([division, lengths, open, days]) => {
      if (seen.has(division)) return [];
      seen.add(division);
      let at = 0;
      return lengths.map(([length, gap], i): Period => {
        const from = day(at);
        const last = i === lengths.length - 1;
        const until = last && open ? null : day(at + length - 1);
        at += length + gap;
        return { division, from, until, days: days + i };
      });
    });
  });

/** The rule that wins, found the plain way. */
const winner = (rules: readonly Period[], place: string, on: string) =>
  rules
    .filter(
      ({ division, from, until }) => holds(division, place) && from <= on && (until === null || on <= until)
    )
    .sort((a, b) => b.division.replace(/(00)+$/, '').length - a.division.replace(/(00)+$/, '').length)[0];

class Undo extends Error {}

/** Rows of rules are never removed: whatever a run wrote is undone with its transaction. */
async function undone(work: (inside: Statements) => Promise<void>): Promise<void> {
  await desk.hub.sql
    .transaction(async (inside) => {
      await work(inside);
      throw new Undo();
    })
    .catch((thrown: unknown) => {
      if (!(thrown instanceof Undo)) throw thrown;
    });
}

describe('the rule for a day', () => {
  it('is that of the most specific division, asked singly or for everywhere at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        periods,
        fc.array(fc.integer({ min: -5, max: 200 }), { minLength: 8, maxLength: 8 }),
        async (rules, when) => {
          await undone(async ({ query }) => {
            await query("update public.deadline_rules set valid_until = '2020-12-31' where item = $1", [
              item
            ]);
            await query(
              `insert into public.deadline_rules (item, division_code, days, day_kind, nature, basis, valid_from, valid_until)
             select $1, r.division, r.days, 'working', 'policy', '测试', r.from, r.until
             from jsonb_to_recordset($2::text::jsonb) r (division text, days int, "from" date, until date)`,
              [item, JSON.stringify(rules)]
            );
            const asked = places.flatMap((place) => when.map((n) => ({ place, on: day(n) })));
            const said = await query(
              `select (private.deadline_rule_for('disclosure', $1, a.place, a.on)).days as single,
               (select json_agg(e.days) from private.deadline_rules_by_division() e
                where e.item = $1 and e.division_code = a.place and a.on between e.valid_from and e.valid_until) as everywhere
             from jsonb_to_recordset($2::text::jsonb) a (place text, "on" date, position int) order by position`,
              [item, JSON.stringify(asked.map((one, position) => ({ ...one, position })))]
            );
            const expected = asked.map(({ place, on }) =>
              on <= '2020-12-31' ? 20 : (winner(rules, place, on)?.days ?? null)
            );
            expect(said.map(({ single }) => single)).toEqual(expected);
            expect(said.map(({ everywhere }) => everywhere)).toEqual(
              expected.map((days) => (days === null ? null : [days]))
            );
          });
        }
      ),
      { numRuns: 25 }
    );
  });

  it('stays with what was reached before it changed', async () => {
    const due = (reached: string) =>
      desk.day(
        `select private.add_days(r.reached, (private.deadline_rule_for('disclosure', $1, '420102', r.reached)).days,
           (private.deadline_rule_for('disclosure', $1, '420102', r.reached)).day_kind) from (select $2::text::date as reached) r`,
        'household_acceptance_summary',
        reached
      );
    expect(await due('2031-05-30')).toBe('2031-06-27');
    const facts = {
      item: 'household_acceptance_summary',
      division_code: '420100',
      days: 5,
      day_kind: 'natural',
      nature: 'policy',
      basis: '武汉市规定',
      valid_from: '2031-06-01'
    };
    expect(await desk.addRule(desk.wuhan.db, facts)).toMatch(/-/);
    expect(await due('2031-05-31')).toBe('2031-06-27');
    expect(await due('2031-06-01')).toBe('2031-06-06');
  });
});

describe('a rule', () => {
  it('is added by officers of its division, also for an item of the province', async () => {
    expect(await desk.addRule(desk.xiangyang.db, ruleFacts('completion_filing'))).toBe(
      'outside_own_division'
    );
    expect(await desk.addRule(desk.jiangan.db, ruleFacts('completion_filing'))).toBe('outside_own_division');
    expect(await desk.addRule(desk.company.db, ruleFacts('completion_filing'))).toBe('outside_own_division');
    expect(await desk.addRule(desk.wuhan.db, ruleFacts('completion_filing', '420000'))).toBe(
      'outside_own_division'
    );
    expect(await desk.addRule(desk.wuhan.db, ruleFacts('nothing'))).toBe('disclosure_item_not_found');
    expect(await desk.addRule(desk.wuhan.db, ruleFacts('completion_filing'))).toMatch(/^[0-9a-f-]{36}$/);
    expect(await desk.addRule(desk.jiangan.db, ruleFacts('completion_filing', '420102'))).toMatch(
      /^[0-9a-f-]{36}$/
    );
  });

  it('lies within the division of its item', async () => {
    await desk.save(desk.xiangyang.db, itemFacts('xiangyang_only', '420600'));
    expect(await desk.addRule(desk.wuhan.db, ruleFacts('xiangyang_only'))).toBe('deadline_rule_outside_item');
    expect(await desk.addRule(desk.province.db, ruleFacts('xiangyang_only', '420000'))).toBe(
      'deadline_rule_outside_item'
    );
    expect(await desk.addRule(desk.xiangyang.db, ruleFacts('xiangyang_only', '420606'))).toMatch(/-/);
  });

  it.each([
    ['from the same day on', { valid_from: '2030-01-01' }],
    ['from within', { valid_from: '2030-12-31' }],
    ['around it', { valid_from: '2029-01-01', valid_until: '2040-01-01' }],
    ['into its first day', { valid_from: '2029-01-01', valid_until: '2030-01-01' }]
  ])('never overlaps another of its item and division: %s', async (_what, period) => {
    const item = 'fire_acceptance';
    const rule = { ...ruleFacts(item), valid_until: '2030-12-31' };
    const first = await desk.addRule(desk.wuhan.db, rule);
    expect(['deadline_rules_overlap', expect.stringMatching(/-/)]).toContainEqual(first);
    expect(await desk.addRule(desk.wuhan.db, { ...rule, valid_until: undefined, ...period })).toBe(
      'deadline_rules_overlap'
    );
    await expect(
      desk.hub.sql.query(
        `insert into public.deadline_rules (item, division_code, days, day_kind, nature, basis, valid_from)
         values ($1, '420100', 1, 'working', 'policy', '直接', '2030-06-01')`,
        [item]
      )
    ).rejects.toThrow(/deadline_rules_overlap/);
  });

  it('takes the place of one that runs, which ends the day before', async () => {
    const item = 'construction_permit';
    const first = await desk.addRule(desk.wuhan.db, ruleFacts(item));
    const next = { ...ruleFacts(item), days: 5, valid_from: '2032-03-01', replaces: true };
    expect(await desk.addRule(desk.wuhan.db, { ...next, replaces: false })).toBe('deadline_rules_overlap');
    expect(await desk.addRule(desk.wuhan.db, next)).toMatch(/-/);
    expect(
      await desk.day('select valid_until from public.deadline_rules where deadline_rule_id = $1', first)
    ).toBe('2032-02-29');
    const daysOn = (day: string) =>
      desk.one(
        `select (private.deadline_rule_for('disclosure', $1, '420102', $2::text::date)).days`,
        item,
        day
      );
    expect(await daysOn('2029-12-31')).toBe(20);
    expect(await daysOn('2030-01-01')).toBe(10);
    expect(await daysOn('2032-02-29')).toBe(10);
    expect(await daysOn('2032-03-01')).toBe(5);
    expect(await daysOn('2020-03-31')).toBeNull();
  });

  it('only ever ends', async () => {
    const rule = await desk.addRule(desk.wuhan.db, ruleFacts('rebar_tests'));
    for (const change of ['days = 3', "basis = '改'", "valid_from = '2020-01-01'"])
      await expect(
        desk.hub.sql.query(`update public.deadline_rules set ${change} where deadline_rule_id = $1`, [rule])
      ).rejects.toThrow(/append_only/);
    await expect(desk.hub.sql.query('delete from public.deadline_rules')).rejects.toThrow(/append_only/);

    const end = (who: keyof CatalogueDesk & ('wuhan' | 'xiangyang'), on_day: string) =>
      desk.call(desk[who].db, 'end_deadline_rule', { rule, on_day });
    expect(await end('xiangyang', '2030-06-30')).toBe('outside_own_division');
    expect(await end('wuhan', '2029-12-30')).toBe('ends_before_it_begins');
    expect(await end('wuhan', '2030-06-30')).toBeNull();
    // never in force, and so in nobody's way
    expect(await end('wuhan', '2029-12-31')).toBeNull();
    expect(await desk.addRule(desk.wuhan.db, ruleFacts('rebar_tests'))).toMatch(/-/);
  });
});
