import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chance } from '#tests/support/chance.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

/** That what is told in fives can't be narrowed down by setting one figure against another. */

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

/** As in private.complaint_columns: which count each is a part of. */
const wholes = [0, 1, 2, 3, 3, 4, 2, 1, 3, 9, 0];
const row = z.object({ key: z.string(), told: z.array(z.number().nullable()) });
type Row = z.infer<typeof row>;
const figures = z.object({
  mine: row,
  places: z.array(row),
  categories: z.array(row).default([]),
  months: z.array(row).default([])
});
interface Tally {
  axis: string;
  inside: string;
  key: string;
  counts: number[];
}
interface Case {
  city: string;
  district: string;
  category: string;
  month: string;
  counts: number[];
}

const cities = ['420100', '420200', '420300'];
/** Complaints of a province, many here and few there, and how far each came. */
function cases(random: () => number): Case[] {
  const pick = (of: readonly string[], bias: number) => of[Math.floor(random() ** bias * of.length)] ?? '';
  const bias = 1 + random() * 3;
  return Array.from({ length: Math.floor(random() ** 2 * 220) }, () => {
    const city = pick(cities, bias);
    const gone = random() < 0.05;
    const counts: number[] = [];
    for (const [i, whole] of wholes.entries()) {
      const can = whole === 0 ? 1 : (counts[whole - 1] ?? 0);
      const is = i === 0 ? !gone : i === 10 ? gone : random() < (whole === 1 ? 0.9 : 0.5);
      counts.push(is && !(i === 4 && counts[3] === 1) ? can : 0);
    }
    return {
      ...{ city, district: `${city.slice(0, 4)}${pick(['02', '03', '04', '05'], bias)}`, counts },
      ...{ category: pick(['cracks', 'noise', 'seepage'], bias), month: pick(['2026-01', '2026-02'], 1) }
    };
  });
}
function talliesOf(all: Case[]): Tally[] {
  const found = new Map<string, Tally>();
  const add = (axis: string, inside: string, key: string, counts: number[]) => {
    const one = found.get(`${axis} ${key}`) ?? { axis, inside, key, counts: wholes.map(() => 0) };
    found.set(`${axis} ${key}`, { ...one, counts: one.counts.map((n, i) => n + (counts[i] ?? 0)) });
  };
  for (const { city, district, category, month, counts } of all) {
    add('province', '420000', '420000', counts);
    add('city', '420000', city, counts);
    add('district', city, district, counts);
    add('category', '420000', category, counts);
    add('month', '420000', month, counts);
  }
  return [...found.values()];
}
async function tell(tallies: Tally[], code: string, level: string) {
  const given = tallies.map((one) => ({ ...one, rating: null, decided: null, replied: null }));
  const [answer] = await hub.sql.query('select private.told_figures($1::jsonb, $2, $3, null) as told', [
    ...[JSON.stringify(given), code, level]
  ]);
  return figures.parse(answer?.told);
}

type Range = readonly [number, number];
/** What a reader takes a figure for: less than five is not told at all. */
const range = (told: number | null | undefined): Range =>
  told === null || told === undefined
    ? [0, Infinity]
    : told === 0
      ? [0, 0]
      : [told === 5 ? 5 : told - 4, told + 4];
const both = (a: Range, b: Range): Range => [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
const sumOf = (parts: Range[]): Range => [
  parts.reduce((sum, [low]) => sum + low, 0),
  parts.reduce((sum, [, high]) => sum + high, 0)
];
/** What is left of each part once their sum is known. */
const within = (sum: Range, parts: Range[]): Range[] =>
  parts.map((part, i) => {
    const [low, high] = sumOf(parts.filter((_, j) => j !== i));
    return both(part, [sum[0] - high, sum[1] - low]);
  });
/** Of what is hidden, four numbers have to be left. */
const narrower = (part: Range, now: Range) =>
  part[1] === Infinity ? now[1] - now[0] < 3 : now[0] > part[0] || now[1] < part[1];

/** What the tables of the province and of its cities together tell of single cells. */
function narrowed(
  { mine, places, categories, months }: z.infer<typeof figures>,
  districts: Map<string, Row[]>
): string[] {
  const found: string[] = [];
  function look(what: string, sum: Range, parts: Range[]) {
    for (const [i, now] of within(sum, parts).entries()) {
      const part = parts[i];
      if (part && narrower(part, now))
        found.push(`${what}, row ${String(i)}: ${String(part)} is ${String(now)}`);
    }
  }
  for (const i of wholes.keys()) {
    const cell = ({ told }: Row): Range => range(told[i]);
    const of = (city: Row) => (districts.get(city.key) ?? []).map(cell);
    const ofCity = places.map((city) => both(cell(city), sumOf(of(city))));
    const tables = [ofCity, categories.map(cell), months.map(cell)];
    const sum = tables.reduce((now, table) => both(now, sumOf(table)), range(mine.told[i]));
    for (const [n, table] of tables.entries()) look(`column ${String(i)}, table ${String(n)}`, sum, table);
    for (const [n, city] of places.entries()) {
      const now = ofCity[n] ?? [0, 0];
      look(`column ${String(i)}, ${city.key}`, now, of(city));
      if (now[1] > 0 && now[1] - now[0] < 3) found.push(`column ${String(i)}: ${city.key} is ${String(now)}`);
    }
  }
  return found;
}

describe('figures in fives', () => {
  it('narrow down no count of any table by any other, whatever there is', async () => {
    const random = chance(20261130);
    for (let round = 0; round < 20; round += 1) {
      const all = cases(random);
      if (all.length === 0) continue;
      const tallies = talliesOf(all);
      const province = await tell(tallies, '420000', 'province');
      const districts = new Map<string, Row[]>();
      for (const { key, told } of province.places) {
        const city = await tell(tallies, key, 'prefecture');
        expect(city.mine.told, 'a city says of itself what the province says of it').toEqual(told);
        districts.set(key, city.places);
      }
      expect([round, narrowed(province, districts)]).toEqual([round, []]);
    }
  });

  it('are multiples of five, no further off than four, a part never more than its whole', async () => {
    const random = chance(5);
    for (let round = 0; round < 20; round += 1) {
      const tallies = talliesOf(cases(random));
      const { categories, months } = await tell(tallies, '420000', 'province');
      for (const { key, told } of [...categories, ...months]) {
        const counts = tallies.find((one) => one.key === key)?.counts ?? [];
        for (const [i, n] of told.entries()) {
          const is = counts[i] ?? 0;
          if (n !== null) expect([n % 5, Math.abs(n - is) <= 4, n === 0]).toEqual([0, true, is === 0]);
          const whole = told[(wholes[i] ?? 0) - 1];
          if (n !== null && whole !== null && whole !== undefined) expect(n).toBeLessThanOrEqual(whole);
        }
      }
    }
  });

  it('are rounded otherwise in another hub, the same each time in one', async () => {
    const tallies = talliesOf(
      Array.from({ length: 47 }, () => ({
        ...{ city: '420100', district: '420102', category: 'cracks', month: '2026-01' },
        counts: wholes.map((_, i) => (i === 0 ? 1 : 0))
      }))
    );
    const told = async () => (await tell(tallies, '420000', 'province')).mine.told[0];
    expect(await told()).toBe(await told());
    const others = new Set<unknown>();
    for (let n = 0; n < 20; n += 1) {
      await hub.sql.query(`update private.settings set value = $1 where name = 'figures_salt'`, [String(n)]);
      others.add(await told());
    }
    expect([...others].sort()).toEqual([45, 50]);
  });
});
