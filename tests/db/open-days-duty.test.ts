import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { kinds, figures } from '#lib/open-days/desk-schema.ts';
import { browsed, openDayPage } from '#lib/open-days/schema.ts';
import { openOpenDays, type OpenDays } from '#tests/support/open-days.ts';

let days: OpenDays;

beforeAll(async () => {
  days = await openOpenDays();
});
afterAll(() => days.hub.close());

/** A day, counted from today in Shanghai. */
async function on(offset: number): Promise<string> {
  const [row] = await days.hub.sql.query('select (private.today() + $1::int)::text as day', [offset]);
  return z.object({ day: z.string() }).parse(row).day;
}

const row = z.object({
  slug: z.string(),
  status: z.string(),
  state: z.string(),
  due_on: z.string().nullable(),
  announce_by: z.string().nullable()
});

async function owedBy(project: string) {
  const rows = await days.hub.sql.query(
    `select slug, status, state, due_on::text, announce_by::text from public.open_days
     where project_id = $1 and origin = 'milestone' order by open_day_id`,
    [project]
  );
  return z.array(row).parse(rows);
}

/** A project registered two months ago, with these milestones. */
async function project(milestones: Record<string, unknown>) {
  const made = await days.project(milestones);
  await days.hub.sql.query(
    `update public.projects set registered_at = registered_at - interval '60 days' where project_id = $1`,
    [made.project_id]
  );
  await days.sweep();
  return made;
}

const page = async (slug: string) =>
  openDayPage.nullable().parse(await days.must(days.hub.visitor, 'open_day_page', { slug }));

describe('a milestone', () => {
  it('that is planned or reached proposes a day, once, with the days that the rules give', async () => {
    const reached = await on(-2);
    const { project_id } = await project({
      structure_acceptance: { reached },
      concealed_acceptance: { planned: await on(100) },
      permit: { reached: await on(-50) }
    });
    await days.sweep();
    const owed = await owedBy(project_id);
    expect(owed.map(({ status }) => status).toSorted()).toEqual(['ahead', 'owed']);
    const rules = await days.hub.sql.query(
      `select private.add_days($1::date, 15, 'working')::text as due, private.add_days($1::date, 5, 'working')::text as told,
         private.add_days($2::date, -7, 'natural')::text as ahead`,
      [reached, await on(100)]
    );
    expect(owed.map(({ announce_by }) => announce_by)).toContain(rules[0]?.ahead);
    expect(owed.find(({ status }) => status === 'owed')).toMatchObject({
      due_on: rules[0]?.due,
      announce_by: rules[0]?.told
    });
  });

  it('that was reached before the project was registered asks for none', async () => {
    const { project_id } = await project({ structure_acceptance: { reached: await on(-200) } });
    expect(await owedBy(project_id)).toEqual([]);
  });

  it('that moves takes its day along; one that is given up leaves nothing behind', async () => {
    const made = await project({ structure_acceptance: { planned: await on(20) } });
    const [before] = await owedBy(made.project_id);
    const move = (planned: string) =>
      days.enter({ project_id: made.project_id, milestones: { structure_acceptance: { planned } } });
    await move(await on(25));
    await days.sweep();
    const [after] = await owedBy(made.project_id);
    expect(after?.slug).toBe(before?.slug);
    expect(after?.due_on).not.toBe(before?.due_on);
    await days.hub.sql.query('delete from public.milestones where project_id = $1', [made.project_id]);
    await days.sweep();
    expect(await owedBy(made.project_id)).toEqual([]);
  });

  it('that nobody announced is told as overdue, once, and taken back when it turns out otherwise', async () => {
    const { project_id } = await project({ structure_acceptance: { reached: await on(-2) } });
    await days.later(20, () => days.sweep());
    await days.later(21, () => days.sweep());
    expect(await days.journalOf(project_id)).toEqual(['open_day.scheduled', 'open_day.overdue']);
    expect(await days.toldTo(days.developer)).toContain('open_day.overdue');
    expect(await days.toldTo(days.reviewer)).toContain('open_day.overdue');
    // the milestone had been entered wrongly
    await days.hub.sql.query(
      `update public.milestones set reached_on = null, planned_on = $2 where project_id = $1`,
      [project_id, await on(60)]
    );
    await days.sweep();
    expect(await days.journalOf(project_id)).toEqual([
      'open_day.scheduled',
      'open_day.overdue',
      'open_day.dropped',
      'open_day.rescheduled'
    ]);
  });
});

// the embedded engine runs one statement after another
if (inject('databaseUrl')) {
  it('a milestone that moves while two servers reckon its day has the day of the move', async () => {
    const made = await days.project({ permit: { reached: await on(-90) } });
    const id = made.project_id;
    await days.sweep();
    await days.hub.sql.query(
      `insert into public.milestones (project_id, kind, planned_on) values ($1, 'structure_acceptance', $2)`,
      [id, await on(100)]
    );
    const refresh = 'select private.refresh_open_days(array[$1::uuid])';
    let later: Promise<unknown> = Promise.resolve();
    await days.hub.sql.transaction(async ({ query }) => {
      await query(refresh, [id]);
      await days.hub.sql.query(
        'update public.milestones set planned_on = $2 where project_id = $1 and planned_on is not null',
        [id, await on(120)]
      );
      later = days.hub.sql.query(refresh, [id]);
      // it waits for the day that this one added
      await expect
        .poll(
          () =>
            days.hub.sql.query(
              `select from pg_stat_activity where wait_event = 'transactionid' and query like '%refresh_open_days%'`
            ),
          { timeout: 60_000 }
        )
        .not.toEqual([]);
    });
    await later;
    const rows = await days.hub.sql.query(
      'select (milestone_on - private.today()) as ahead from public.open_days where project_id = $1',
      [id]
    );
    expect(rows).toEqual([{ ahead: 120 }]);
  });
}

describe('the public', () => {
  it('sees that a day is owed, and nothing of what the developer fills in before announcing it', async () => {
    const { project_id, slug: of } = await project({ structure_acceptance: { reached: await on(-1) } });
    const [owed] = await owedBy(project_id);
    const slug = owed?.slug ?? '';
    const facts = days.basics({ resident: 5 }, { title: '还没有定的标题' });
    await days.must(days.developer.db, 'save_open_day', { slug, facts });
    const shown = await page(slug);
    expect(shown).toMatchObject({ state: 'proposed', starts_at: null, seats: [], meeting_point: null });
    expect(shown?.title).toBe('主体结构分部验收工地开放日');
    expect(shown?.rule?.days).toBe(15);
    expect((await days.hub.visitor.from('open_days').select('title').eq('slug', slug)).data).toEqual([]);
    const listed = browsed.parse(
      await days.must(days.hub.visitor, 'browse_open_days', { filters: { project: of, status: 'owed' } })
    );
    expect(listed.rows.map((one) => [one.slug, one.starts_at])).toEqual([[slug, null]]);
    const coming = browsed.parse(
      await days.must(days.hub.visitor, 'browse_open_days', { filters: { project: of } })
    );
    expect(coming.total).toBe(0);
    expect(coming.statuses).toEqual({ owed: 1 });
  });

  it('never sees a voluntary day before it is announced', async () => {
    const facts = { project: days.address, ...days.basics({ public: 3 }) };
    const { slug } = z
      .object({ slug: z.string() })
      .parse(await days.must(days.developer.db, 'save_open_day', { slug: null, facts }));
    expect(await page(slug)).toBeNull();
    await days.must(days.developer.db, 'announce_open_day', { slug });
    expect((await page(slug))?.seats).toEqual([{ category: 'public', capacity: 3, taken: 0, waiting: 0 }]);
  });
});

describe('the rules', () => {
  it('of a city take the place of the province’s, for what comes after', async () => {
    const facts = {
      milestone_kind: 'structure_acceptance',
      division_code: '420600',
      notice_days: 14,
      window_days: 20,
      minimum: { deputy: 3 },
      seats: { deputy: 5 },
      notify: ['deputy'],
      basis: '襄阳市试点通知',
      nature: 'policy',
      valid_from: await on(0)
    };
    expect(await days.ask(days.wuhan.db, 'save_open_day_kind', { facts })).toBe('outside_own_division');
    await days.must(days.xiangyang.db, 'save_open_day_kind', { facts });
    expect(await days.ask(days.xiangyang.db, 'save_open_day_kind', { facts })).toBe('open_day_kinds_overlap');
    const rule = {
      subject: 'open_day',
      item: 'structure_acceptance',
      division_code: '420600',
      days: 30,
      day_kind: 'natural',
      nature: 'policy',
      basis: '襄阳市试点通知',
      valid_from: await on(0)
    };
    await days.must(days.xiangyang.db, 'add_deadline_rule', { facts: rule });
    const planned = await on(10);
    const { project_id } = await days.enter(
      {
        ...days.basicsOfProject(),
        permit_no: days.newPermit('420602'),
        division_code: '420602',
        milestones: { structure_acceptance: { planned } }
      },
      days.xiangyang.db
    );
    await days.sweep();
    expect((await owedBy(project_id))[0]?.due_on).toBe(await on(40));
    const [stored] = await days.hub.sql.query(
      `select notice_days, minimum from public.open_days where project_id = $1`,
      [project_id]
    );
    expect(stored).toEqual({ notice_days: 14, minimum: { deputy: 3 } });
    const all = kinds.parse(await days.must(days.hub.visitor, 'open_day_kinds', { division: '420602' }));
    expect(all.map(({ division_code }) => division_code)).toEqual(['420000', '420600', '420000']);
  });

  it('of open days are no rules of disclosures that bear the same name', async () => {
    const { data } = await days.hub.visitor.rpc('disclosure_item_page', { item: 'structure_acceptance' });
    const { rules } = z.object({ rules: z.array(z.object({ subject: z.string() })) }).parse(data);
    expect(new Set(rules.map(({ subject }) => subject))).toEqual(new Set(['disclosure']));
    const facts = {
      subject: 'open_day',
      item: 'rebar_tests',
      division_code: '420100',
      days: 1,
      day_kind: 'natural'
    };
    expect(
      await days.ask(days.wuhan.db, 'add_deadline_rule', {
        facts: { ...facts, nature: 'policy', basis: '通知', valid_from: await on(0) }
      })
    ).toBe('disclosure_item_not_found');
  });
});

describe('figures', () => {
  it('count what is owed, announced and held, whom it reached and who came, in parts that add up', async () => {
    const whole = figures.parse(await days.must(days.hub.visitor, 'open_day_figures', {}));
    expect(whole.announced).toBeGreaterThan(0);
    const sum = (parts: { announced: number; owed: number }[]) =>
      parts.reduce<number[]>(
        ([announced = 0, owed = 0], part) => [announced + part.announced, owed + part.owed],
        [0, 0]
      );
    expect(sum(whole.by_city)).toEqual([whole.announced, whole.owed]);
    const own = figures.parse(
      await days.must(days.hub.visitor, 'open_day_figures', { scope: { project: days.address } })
    );
    expect(own.owed).toBe(0);
    expect(own.by_category.find(({ category }) => category === 'public')?.seats).toBe(3);
  });
});
