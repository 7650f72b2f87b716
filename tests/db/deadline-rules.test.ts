import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Statements } from '#lib/server/backend/types.ts';
import { openCatalogueDesk, type CatalogueDesk } from '#tests/support/catalogue.ts';

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
