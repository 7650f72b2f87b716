import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDisclosureDesk, rebar, type DisclosureDesk } from '#tests/support/disclosures.ts';

let desk: DisclosureDesk;

beforeAll(async () => {
  desk = await openDisclosureDesk();
});
afterAll(() => desk.hub.close());

const dates = z.object({
  trigger_on: z.string().nullable(),
  due_on: z.string().nullable(),
  expected_on: z.string().nullable(),
  status: z.string()
});

async function duty(project: string, item: string) {
  const [row] = await desk.hub.sql.query(
    `select trigger_on::text, due_on::text, expected_on::text, status from public.disclosures where project_id = $1 and item = $2`,
    [project, item]
  );
  return dates.parse(row);
}

/** A day, counted from today in Shanghai. */
async function day(offset: number): Promise<string> {
  const [row] = await desk.hub.sql.query('select (private.today() + $1::int)::text as day', [offset]);
  return z.object({ day: z.string() }).parse(row).day;
}

/** Everything as it will be in so many days. */
async function later<R>(days: number, work: () => Promise<R>): Promise<R> {
  await desk.hub.sql.query(
    `insert into private.settings values ('clock', (now() + make_interval(days => ${String(days)}))::text)`
  );
  try {
    return await work();
  } finally {
    await desk.hub.sql.query(`delete from private.settings where name = 'clock'`);
  }
}

const swept = z.object({ reckoned: z.number(), told: z.number(), more: z.boolean() });
async function sweep() {
  let total = { reckoned: 0, told: 0 };
  for (;;) {
    const { data, error } = await desk.hub.service.rpc('sweep_disclosures', {});
    if (error) throw new Error(error.message);
    const { reckoned, told, more } = swept.parse(data);
    total = { reckoned: total.reckoned + reckoned, told: total.told + told };
    if (!more) return total;
  }
}

const kinds = async (project: string) =>
  z
    .array(z.object({ kind: z.string() }))
    .parse(
      await desk.hub.sql.query(
        `select kind from public.journal where project_id = $1 and kind like 'disclosure.%' order by seq`,
        [project]
      )
    )
    .map(({ kind }) => kind);

describe('what a project owes', () => {
  it('is the mandatory items that apply to it, from the day it is registered', async () => {
    const shell = await desk.project({ permit: { planned: '2099-01-01' } }, { fit_out: 'shell' });
    const fitted = await desk.project({ permit: { planned: '2099-01-01' } }, { fit_out: 'fitted_out' });
    expect(Object.keys(await desk.statuses(shell.project_id))).toHaveLength(10);
    expect(Object.keys(await desk.statuses(fitted.project_id))).toHaveLength(11);
    expect(await desk.statuses(fitted.project_id)).toHaveProperty('indoor_environment', 'ahead');
  });

  it('follows the kind of works when that changes, and keeps the page of what no longer applies', async () => {
    const { project_id } = await desk.project({}, { fit_out: 'fitted_out' });
    await desk.must({ project_id, fit_out: 'shell' });
    expect((await duty(project_id, 'indoor_environment')).status).toBe('not_applicable');
    const slug = await desk.slugOf(project_id, 'indoor_environment');
    expect((await desk.page(slug)).status).toBe('not_applicable');
    await desk.must({ project_id, fit_out: 'fitted_out' });
    expect((await duty(project_id, 'indoor_environment')).status).toBe('ahead');
  });

  it('is due by the rule in force, counted from the milestone, never before the project was registered here', async () => {
    const today = await day(0);
    const { project_id } = await desk.project({
      permit: { reached: '2020-06-01' },
      foundation_acceptance: { planned: '2099-03-02' }
    });
    const [row] = await desk.hub.sql.query(
      `select private.add_days($1::date, r.days, r.day_kind)::text as due,
         (select private.add_days('2099-03-02', f.days, f.day_kind) from private.deadline_rule_for('disclosure', 'foundation_acceptance', '420102', '2099-03-02') f)::text as expected
       from private.deadline_rule_for('disclosure', 'construction_permit', '420102', $1::date) r`,
      [today]
    );
    expect(await duty(project_id, 'construction_permit')).toEqual({
      trigger_on: today,
      due_on: row?.due,
      expected_on: null,
      status: 'due'
    });
    expect(await duty(project_id, 'foundation_acceptance')).toMatchObject({
      due_on: null,
      expected_on: row?.expected,
      status: 'ahead'
    });
  });

  it('is reckoned anew by the sweep after an import, and the same twice changes nothing', async () => {
    const { project_id } = await desk.project({});
    // as an import writes it: without the form's own reckoning
    await desk.hub.sql.query(
      `select private.apply_project(jsonb_build_object('project_id', $1::text, 'milestones', jsonb_build_object('permit', jsonb_build_object('reached', $2::text))), true)`,
      [project_id, await day(-1)]
    );
    expect((await duty(project_id, 'construction_permit')).status).toBe('ahead');
    expect((await sweep()).reckoned).toBeGreaterThan(0);
    expect((await duty(project_id, 'construction_permit')).status).toBe('due');
    expect(await sweep()).toEqual({ reckoned: 0, told: 0 });
    const [row] = await desk.hub.sql.query('select private.refresh_disclosures(array[$1]::uuid[]) as told', [
      project_id
    ]);
    expect(row?.told).toBe(0);
  });
});

describe('silence', () => {
  it('is published: overdue once, on the day after the last day', async () => {
    const { project_id } = await desk.project({ permit: { reached: await day(0) } });
    const { due_on } = await duty(project_id, 'construction_permit');
    const until = Math.round((Date.parse(due_on ?? '') - Date.parse(await day(0))) / 86_400_000);
    await later(until, sweep);
    expect(await kinds(project_id)).toEqual(['disclosure.scheduled']);
    await later(until + 1, sweep);
    await later(until + 2, sweep);
    expect(await kinds(project_id)).toEqual(['disclosure.scheduled', 'disclosure.overdue']);
    expect((await duty(project_id, 'construction_permit')).status).toBe('overdue');
  });

  it('is taken back when the milestone turns out otherwise, and told late when it ends', async () => {
    const { project_id } = await desk.project({ permit: { reached: await day(0) } });
    await later(200, async () => {
      await sweep();
      expect(await kinds(project_id)).toEqual(['disclosure.scheduled', 'disclosure.overdue']);
      await desk.must({ project_id, milestones: { permit: { reached: null, planned: '2099-01-01' } } });
      expect(await kinds(project_id)).toEqual([
        'disclosure.scheduled',
        'disclosure.overdue',
        'disclosure.rescheduled'
      ]);
      expect((await duty(project_id, 'construction_permit')).status).toBe('ahead');
    });
  });

  it('ends with the publication, which says how late it is', async () => {
    const { project_id } = await desk.project({ structure_acceptance: { reached: await day(0) } });
    const slug = await desk.slugOf(project_id, 'rebar_tests');
    const { due_on } = await duty(project_id, 'rebar_tests');
    const file = await desk.document(project_id, 'late report');
    await later(300, async () => {
      await sweep();
      await desk.publish(slug, rebar, [file]);
      const page = await desk.page(slug);
      const late = Math.round((Date.parse(await day(0)) - Date.parse(due_on ?? '')) / 86_400_000);
      expect(page).toMatchObject({ status: 'published', days_late: late });
      expect(await kinds(project_id)).toContain('disclosure.published');
      const [told] = await desk.hub.sql.query(
        `select facts ->> 'days_late' as late from public.journal where project_id = $1 and kind = 'disclosure.published'`,
        [project_id]
      );
      expect(told?.late).toBe(String(late));
    });
  });
});

describe('counts', () => {
  it('are those of the rows, in lists and in the heat map', async () => {
    const listed = z.object({
      total: z.number(),
      statuses: z.record(z.string(), z.number()),
      rows: z.array(z.object({ status: z.string() }))
    });
    const ask = async (filters: object) =>
      listed.parse((await desk.hub.visitor.rpc('browse_disclosures', { filters, page_size: 100 })).data);
    const rows = z
      .array(z.object({ status: z.string(), n: z.number() }))
      .parse(
        await desk.hub.sql.query(
          `select status, count(*)::int as n from public.disclosures where status <> 'not_applicable' and division_code = '420102' group by 1`
        )
      );
    const all = await ask({ division: '420102', status: 'all' });
    expect(all.total).toBe(rows.reduce((sum, { n }) => sum + n, 0));
    for (const { status, n } of rows) {
      expect(all.statuses[status], status).toBe(n);
      const one = await ask({ division: '420102', status });
      expect(one.total, status).toBe(n);
      expect(one.rows.every((row) => row.status === status)).toBe(true);
    }
    const { data } = await desk.hub.visitor.rpc('disclosure_matrix', { code: '420102' });
    const matrix = z
      .object({
        totals: z.array(z.object({ n: z.number() })),
        projects: z.array(z.unknown()),
        total: z.number()
      })
      .parse(data);
    expect(matrix.totals.reduce((sum, { n }) => sum + n, 0)).toBe(all.total);
    expect(matrix.projects).toHaveLength(matrix.total);
  });
});

describe('reminders', () => {
  it('go out before and after the last day, each once', async () => {
    const { project_id } = await desk.project({ permit: { reached: await day(0) } });
    const { due_on } = await duty(project_id, 'construction_permit');
    const until = Math.round((Date.parse(due_on ?? '') - Date.parse(await day(0))) / 86_400_000);
    const inbox = async () =>
      z.array(z.object({ kind: z.string() })).parse(
        await desk.hub.sql.query(
          `select n.kind from public.notifications n join public.disclosures d on n.path = '/desk/disclosures/' || d.slug
             where n.user_id = $1 and d.project_id = $2 order by n.created_at`,
          [desk.developer.id, project_id]
        )
      );
    await later(until - 7, async () => desk.hub.service.rpc('remind_disclosures', {}));
    await later(until - 7, async () => desk.hub.service.rpc('remind_disclosures', {}));
    expect(await inbox()).toEqual([{ kind: 'disclosure.due_soon' }]);
    await later(until + 1, async () => {
      await sweep();
      await desk.hub.service.rpc('remind_disclosures', {});
      await desk.hub.service.rpc('remind_disclosures', {});
    });
    expect(await inbox()).toEqual([{ kind: 'disclosure.due_soon' }, { kind: 'disclosure.overdue' }]);
  });
});
