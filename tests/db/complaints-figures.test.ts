import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { columns, type Column, type FigureRow } from '#lib/complaints/reading/schema.ts';
import { chance } from '#tests/support/chance.ts';
import { openPublicComplaints, type PublicComplaints } from '#tests/support/complaints-public.ts';

let c: PublicComplaints;
beforeAll(async () => {
  c = await openPublicComplaints();
  // drawn anew for each hub; with some a sum is more than a step of five from the count, so that it narrows down no part
  await c.hub.sql.query(`update private.settings set value = 'one' where name = 'figures_salt'`);
});
afterAll(() => c.hub.close());

const parts: Record<Column, Column | null> = {
  ...{
    filed: null,
    accepted: 'filed',
    answered: 'accepted',
    verified: 'answered',
    could_not_verify: 'answered'
  },
  ...{ fixed: 'verified', reopened: 'accepted', overdue: 'filed', rated: 'answered', solved: 'rated' },
  withdrawn: null
};
const small = (n: number) => n > 0 && n < 5;

/** The same by the book: of those at risk on each day, how many were done. */
function medianOf(cases: { days: number; done: boolean }[]): { days: number | null; longest: number | null } {
  const longest = cases.length > 0 ? Math.max(...cases.map(({ days }) => days)) : null;
  let left = 1;
  for (const day of [...new Set(cases.map(({ days }) => days))].sort((a, b) => a - b)) {
    const atRisk = cases.filter(({ days }) => days >= day).length;
    left *= 1 - cases.filter(({ days, done }) => done && days === day).length / atRisk;
    if (left <= 0.5 + 1e-9) return { days: day, longest };
  }
  return { days: null, longest };
}

describe('the median of days', () => {
  const told = z.object({ cases: z.number(), days: z.number().nullable(), longest: z.number().nullable() });
  const ask = async (cases: { days: number; done: boolean }[]) => {
    const [row] = await c.hub.sql.query(
      `select private.median_days(array(select (x ->> 'days')::int from jsonb_array_elements($1::jsonb) with ordinality e (x, n) order by n),
         array(select (x ->> 'done')::boolean from jsonb_array_elements($1::jsonb) with ordinality e (x, n) order by n)) as told`,
      [JSON.stringify(cases)]
    );
    return told.parse(row?.told);
  };

  it('counts open cases with the age they have', async () => {
    const done = (days: number) => ({ days, done: true });
    const open = (days: number) => ({ days, done: false });
    expect(await ask([done(1), done(2), done(3)])).toEqual({ cases: 3, days: 2, longest: 3 });
    // the median of the answered alone would be 2: five that wait longer say more
    expect(await ask([done(1), done(2), done(3), open(30), open(31), open(32), open(40), open(50)])).toEqual({
      ...{ cases: 8, days: null, longest: 50 }
    });
    expect(await ask([done(1), done(9), open(5), open(5)])).toEqual({ cases: 4, days: 9, longest: 9 });
    expect(await ask([])).toEqual({ cases: 0, days: null, longest: null });
  });

  it('is what is reckoned by hand, for any cases', async () => {
    const random = chance(20261130);
    for (let round = 0; round < 40; round += 1) {
      const cases = Array.from({ length: Math.floor(random() * 30) }, () => ({
        days: Math.floor(random() * 15),
        done: random() < 0.6
      }));
      const { days, longest } = await ask(cases);
      expect([JSON.stringify(cases), { days, longest }]).toEqual([JSON.stringify(cases), medianOf(cases)]);
    }
  });
});

describe('small counts', () => {
  async function hide(rows: number[][], above: boolean[] | null = null): Promise<boolean[][]> {
    const [row] = await c.hub.sql.query(
      `select to_jsonb(private.hide_small((select array_agg(r.counts order by r.n) from (select array(select x::int from jsonb_array_elements_text(e) x)
         as counts, n from jsonb_array_elements($1::jsonb) with ordinality j (e, n)) r),
         (select array_agg(x::boolean) from jsonb_array_elements_text($2::jsonb) x))) as hidden`,
      [JSON.stringify(rows), above && JSON.stringify(above)]
    );
    return z.array(z.array(z.boolean())).parse(row?.hidden);
  }
  /** Rows of counts, each part within its whole, and their sum before them. */
  function table(random: () => number, size: number): number[][] {
    const rows = Array.from({ length: size }, () => {
      const row: Record<string, number> = {};
      for (const name of columns) {
        const whole = parts[name];
        const most = whole ? (row[whole] ?? 0) : random() < 0.3 ? 4 : 60;
        row[name] = Math.min(most, Math.floor(random() * (most + 1) * 1.3));
      }
      row.could_not_verify = Math.min(row.could_not_verify ?? 0, (row.answered ?? 0) - (row.verified ?? 0));
      return columns.map((name) => row[name] ?? 0);
    });
    return [columns.map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0)), ...rows];
  }
  /** Why a table that is told like this tells a count below five; nothing where it does not. */
  function revealed(rows: number[][], hidden: boolean[][]): string[] {
    const found: string[] = [];
    columns.forEach((name, j) => {
      const whole = parts[name];
      const w = whole ? columns.indexOf(whole) : -1;
      rows.forEach((row, i) => {
        if (hidden[i]?.[j]) return;
        if (small(row[j] ?? 0)) found.push(`${name} ${String(i)} is told`);
        if (w >= 0 && !hidden[i]?.[w] && small((row[w] ?? 0) - (row[j] ?? 0)))
          found.push(`${name} ${String(i)} tells the rest`);
      });
      if (hidden[0]?.[j]) return;
      const out = rows.slice(1).filter((_, i) => hidden[i + 1]?.[j]);
      const sum = out.reduce((total, row) => total + (row[j] ?? 0), 0);
      if (out.length === 1 && small(out[0]?.[j] ?? 0)) found.push(`${name}: the sum tells the one`);
      if (small(sum)) found.push(`${name}: the sum of the hidden is small`);
    });
    return found;
  }

  it('are hidden, with another where the sum would tell', async () => {
    const row = (filed: number) => [filed, ...Array.from({ length: 10 }, () => 0)];
    const filed = async (...counts: number[]) =>
      (await hide([row(counts.reduce((a, b) => a + b, 0)), ...counts.map(row)])).map(([first]) => first);
    expect(await filed(10, 7, 6)).toEqual([false, false, false, false]);
    expect(await filed(10, 7, 3)).toEqual([false, false, true, true]);
    expect(await filed(10, 1, 2)).toEqual([false, true, true, true]);
    expect(await filed(10, 4, 4)).toEqual([false, false, true, true]);
    expect(await filed(0, 9, 0)).toEqual([false, false, false, false]);
    expect(await filed(3)).toEqual([true, true]);
  });

  it('cannot be reckoned from any table that is told', async () => {
    const random = chance(7);
    for (let round = 0; round < 60; round += 1) {
      const rows = table(random, 2 + Math.floor(random() * 8));
      expect([JSON.stringify(rows), revealed(rows, await hide(rows))]).toEqual([JSON.stringify(rows), []]);
    }
  });

  it('stay hidden in the districts of a city that is hidden among cities', async () => {
    const random = chance(11);
    for (let round = 0; round < 10; round += 1) {
      const rows = table(random, 4);
      const above = columns.map(() => random() < 0.5);
      const hidden = await hide(rows, above);
      above.forEach((is, j) => {
        if (!is) return;
        for (const [i, row] of rows.entries())
          if (i === 0 || (row[j] ?? 0) > 0) expect(hidden[i]?.[j]).toBe(true);
      });
    }
  });
});

/** What of a row of figures is not the multiple of five, up or down, that a count has to be told as; 0 and null as they are. */
const far = (row: Pick<FigureRow, Column>, counts: Partial<Record<Column, number | null>>): Column[] =>
  columns.filter((name) => {
    const [n, count] = [row[name], counts[name]];
    if (count === undefined) return false;
    if (count === null || count === 0) return n !== count;
    return n === null || n % 5 !== 0 || n === 0 || Math.abs(n - count) > 4;
  });

describe('figures', () => {
  const slugs: string[] = [];
  /** Those of the province as they are, which nobody is told. */
  const counts = async () => {
    const [row] = await c.hub.sql.query(
      `select (select jsonb_object_agg(k.name, t.counts[k.n]) from private.complaint_columns() k) as counts
       from private.complaint_tallies((private.today() - interval '13 months')::date) t where t.axis = 'province'`
    );
    return z.record(z.string(), z.number()).parse(row?.counts);
  };
  let start = '';

  it('are empty before anything is there', async () => {
    const none = await c.counted();
    expect(none.total).toMatchObject({ filed: 0, answered: 0, withdrawn: 0, to_reply: null });
    expect([none.by_place, none.by_category, none.by_month]).toEqual([[], [], []]);
    expect(await c.anyone('complaint_figures', { scope: { division: '999999' } })).toBeNull();
  });

  it('count what officers looked at, public or not, and what of it was found and put right', async () => {
    await c.goTo(null);
    start = await c.today();
    await c.goTo(c.after(start, -40));
    for (let i = 0; i < 16; i += 1)
      slugs.push(
        (await c.file({ public: i % 2 === 0, category: i < 9 ? 'seepage' : 'cracks' })).receipt.slug
      );
    await c.goTo(c.after(start, -37));
    for (const slug of slugs.slice(0, 14)) await c.step(c.intake, slug, 'accept');
    await c.goTo(c.after(start, -30));
    for (const [i, slug] of slugs.slice(0, 12).entries())
      await c.step(c.handler, slug, 'reply', {
        text: '已派人到现场核查并答复。',
        outcome: i < 6 ? (i < 3 ? 'substantiated' : 'partly') : 'not_substantiated',
        result: i < 6 ? 'fixed' : 'no_fault'
      });
    for (const slug of slugs.slice(0, 6)) await c.byPerson(slug, 'rate', { rating: 4, solved: true });
    await c.goTo(start);
    const { total, by_category, by_month, by_place } = await c.counted();
    // two of sixteen were not looked at, and no deadline passed that was told yet
    expect(far(total, { accepted: total.filed, answered: null, verified: null, rated: null })).toEqual([]);
    expect(far(total, { filed: 14, withdrawn: 0 })).toEqual([]);
    expect(total).toMatchObject({
      to_decision: { days: 3, longest: 3 },
      to_reply: { days: 10, longest: 40 }
    });
    expect(by_place).toMatchObject([{ key: '420100', filed: total.filed }]);
    expect(by_month).toHaveLength(1);
    expect(by_category.map(({ key }) => key)).toEqual(['seepage', 'cracks']);
    expect(by_category.flatMap((row, i) => far(row, { filed: i === 0 ? 9 : 5 }))).toEqual([]);
    for (let more = true; more;) more = await c.sweep();
    // the deadline of acceptance passed over the two: neglect does not hide them
    expect(far((await c.counted()).total, { filed: 16, accepted: null, overdue: null })).toEqual([]);
    for (let i = 0; i < 5; i += 1) slugs.push((await c.file({ category: 'cracks' })).receipt.slug);
    for (const slug of slugs.slice(14)) await c.step(c.intake, slug, 'accept');
    const more = (await c.counted()).total;
    expect(far(more, { filed: 21, accepted: 21, answered: 12, verified: 6, fixed: 6 })).toEqual([]);
    expect(far(more, { could_not_verify: 0, rated: 6, solved: 6, overdue: 14, reopened: 0 })).toEqual([]);
    expect(more.rating).toBe(4);
  });

  it('reckon the medians from the history as by hand, open ones with their age', async () => {
    const row = z.object({
      filed: z.string(),
      decided: z.string().nullable(),
      replied: z.string().nullable()
    });
    const history = z.array(row).parse(
      await c.hub.sql.query(
        `select private.day_of(c.filed_at)::text as filed,
           (select min(private.day_of(e.at))::text from public.complaint_events e where e.complaint_id = c.complaint_id and e.event = 'accepted') as decided,
           (select min(private.day_of(e.at))::text from public.complaint_events e where e.complaint_id = c.complaint_id and e.event = 'replied') as replied
         from public.complaints c`
      )
    );
    const today = Date.parse(await c.today());
    const cases = (of: 'decided' | 'replied') =>
      history.map((one) => ({
        days: Math.round(((one[of] ? Date.parse(one[of]) : today) - Date.parse(one.filed)) / 86_400_000),
        done: one[of] !== null
      }));
    const { total } = await c.counted();
    expect(total.to_decision).toEqual(medianOf(cases('decided')));
    expect(total.to_reply).toEqual(medianOf(cases('replied')));
  });

  it('are moved by no flood: near duplicates, joined ones, held ones, ones that nobody looked at', async () => {
    const { slug } = await c.published({}, '被反复投诉的一件');
    const before = await c.counted();
    const city = await c.counted('420100');
    for (let i = 0; i < 100; i += 1) await c.file({ join: slug });
    for (let i = 0; i < 200; i += 1) await c.file({ held: true, description: `同一件事第 ${String(i)} 次` });
    for (let i = 0; i < 200; i += 1) await c.file({ description: `同一件事又 ${String(i)} 次` });
    expect(await c.counted()).toEqual(before);
    expect(await c.counted('420100')).toEqual(city);
    // an officer who merges a duplicate moves them no more
    const again = (await c.file({ description: '还是那件事' })).receipt.slug;
    await c.step(c.intake, again, 'merge', { into: slug, reason: '与前一件重复' });
    expect(await c.counted()).toEqual(before);
    // withdrawn ones stand apart
    const mine = slugs[15] ?? '';
    await c.byPerson(mine, 'withdraw');
    expect(await counts()).toMatchObject({ filed: 21, withdrawn: 1 });
  });

  it('count no reply after which a complaint is dealt with again, but that it is', async () => {
    const before = await counts();
    expect(before).toMatchObject({ answered: 12, verified: 6, fixed: 6, rated: 6, reopened: 0 });
    const [again = ''] = slugs;
    await c.byPerson(again, 'reopen', { text: '还在漏' });
    expect(await counts()).toEqual({
      ...before,
      ...{ answered: 11, verified: 5, fixed: 5, rated: 5, solved: 5, reopened: 1 }
    });
  });

  it('are those of a city by district, and of a district alone', async () => {
    const all = await c.counted();
    const city = await c.counted('420100');
    const district = await c.counted('420102');
    expect([city.level, district.level]).toEqual(['prefecture', 'county']);
    expect(city.total.filed).toBe(all.total.filed);
    expect(city.by_place.map(({ key }) => key)).toEqual(['420102']);
    expect(district.total).toEqual(city.total);
    expect([city.by_category, city.by_month, district.by_place]).toEqual([[], [], []]);
    expect((await c.counted('420600')).total.filed).toBe(0);
  });
});
