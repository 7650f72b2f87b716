import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoAccounts } from '#lib/programme/demo/accounts.ts';
import { demoEvents } from '#lib/programme/demo/events.ts';
import { loadDemo } from '#lib/programme/demo/load.server.ts';
import { checkPermitNo, checkProjectCode, checkUscc, permitDay } from '#lib/projects/codes.ts';
import { anonymous } from '#lib/server/client.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { stopInTheMiddle, tell, told, type Told } from '#tests/support/demo-told.ts';

let first: TestHub;
/** Where one more was loaded. */
let again: TestHub | undefined;

beforeAll(async () => {
  first = await openTestHub({ demo: true });
});
afterAll(async () => {
  await first.close();
  await again?.close();
});

const texts = async (hub: TestHub, statement: string): Promise<string[]> =>
  (await hub.sql.query(statement)).map((row) => String(row.value));

const number = async (hub: TestHub, statement: string): Promise<number> =>
  Number((await texts(hub, statement))[0]);

/** What the other engine of this run told, once it is loaded there; where none runs, what one more load tells here. */
async function toldElsewhere(here: Told): Promise<Told> {
  const { elsewhere } = inject('demo');
  if (existsSync(elsewhere.begun)) {
    await expect.poll(() => existsSync(elsewhere.done), { timeout: 120_000, interval: 200 }).toBe(true);
    return told.parse(JSON.parse(readFileSync(elsewhere.told, 'utf8')));
  }
  again = await openTestHub();
  const stoppedAt = here.stoppedAt === 0 ? await stopInTheMiddle(again, again.sql) : 0;
  await loadDemo(again, () => undefined);
  return tell(again.sql, stoppedAt);
}

describe('demonstration data', () => {
  it('has about sixty works, all of them marked', async () => {
    const works = await number(first, 'select count(*) as value from public.projects');
    expect(works).toBe(60);
    expect(await number(first, 'select count(*) as value from public.projects where demo')).toBe(works);
    expect(await number(first, 'select count(*) as value from public.organizations where not demo')).toBe(0);
    expect(
      await texts(first, "select name as value from public.organizations where name not like '%示范%'")
    ).toEqual([]);
    expect(
      await number(first, "select count(*) as value from public.journal where facts ->> 'demo' is null")
    ).toBe(0);
  });

  it('shows each city, stage, type and quality of place', async () => {
    expect(
      await texts(first, 'select distinct left(division_code, 4) as value from public.projects order by 1')
    ).toEqual(['4201', '4202', '4205', '4206', '4290']);
    expect(await texts(first, 'select distinct stage as value from public.projects order by 1')).toEqual([
      'completion',
      'construction',
      'permitting'
    ]);
    expect(
      await texts(first, 'select distinct housing_type as value from public.projects order by 1')
    ).toEqual(['affordable_other', 'commodity', 'policy_rental', 'public_rental', 'redevelopment']);
    expect(
      await texts(
        first,
        "select distinct coalesce(location_quality, 'none') as value from public.projects order by 1"
      )
    ).toEqual(['doubtful', 'none', 'reported', 'verified']);
    for (const some of ['permit_no is null', 'pilot', 'not pilot', 'zone is not null', 'length(name) > 50']) {
      expect(
        await number(first, `select count(*) as value from public.projects where ${some}`)
      ).toBeGreaterThan(0);
    }
  });

  it('has milestones ahead, overdue and reached, none of them reached after today', async () => {
    const count = (condition: string) =>
      number(first, `select count(*) as value from public.milestones where ${condition}`);
    expect(await count('reached_on is null and planned_on > private.today()')).toBeGreaterThan(20);
    expect(await count('reached_on is null and planned_on < private.today()')).toBeGreaterThan(5);
    expect(await count('reached_on is not null')).toBeGreaterThan(100);
    expect(await count('reached_on > private.today()')).toBe(0);
  });

  it('carries valid codes', async () => {
    const permits = await texts(
      first,
      'select permit_no as value from public.projects where permit_no is not null'
    );
    const codes = await texts(first, 'select project_code as value from public.projects');
    const credit = await texts(first, 'select uscc as value from public.organizations');
    expect(permits.length).toBeGreaterThan(40);
    expect(permits.filter((code) => !checkPermitNo(code).ok)).toEqual([]);
    expect(codes.filter((code) => !checkProjectCode(code).ok || code.length !== 24)).toEqual([]);
    expect(credit.filter((code) => !checkUscc(code).ok)).toEqual([]);
    const days = await texts(
      first,
      `select p.permit_no || ' ' || m.reached_on as value from public.projects p join public.milestones m using (project_id)
       where m.kind = 'permit' and p.permit_no is not null`
    );
    expect(days.length).toBe(permits.length);
    expect(days.filter((both) => permitDay(both) !== both.slice(19))).toEqual([]);
  });

  it('tells a history in order, and leaves the clock alone', async () => {
    const times = await texts(
      first,
      'select private.iso_time(recorded_at) as value from public.journal order by seq'
    );
    expect(times).toEqual([...times].sort());
    expect(new Set(times.map((time) => time.slice(0, 7))).size).toBeGreaterThan(5);
    const kinds = await texts(first, 'select distinct kind as value from public.journal order by 1');
    expect(kinds).toEqual([
      'complaint.accepted',
      'complaint.answered',
      'complaint.closed',
      'complaint.extended',
      'complaint.final_requested',
      'complaint.not_accepted',
      'complaint.overdue',
      'complaint.published',
      'complaint.reopened',
      'complaint.review_requested',
      'complaint.reviewed',
      'complaint.revised',
      'complaint.supervised',
      'complaint.transferred',
      'complaint.withdrawn',
      'disclosure.corrected',
      'disclosure.overdue',
      'disclosure.published',
      'disclosure.released',
      'disclosure.scheduled',
      'disclosure.withdrawn',
      'disclosure.withheld',
      'finding.answered',
      'finding.decided',
      'finding.overdue',
      'finding.published',
      'finding.withheld',
      'item.revised',
      'milestone.reached',
      'open_day.announced',
      'open_day.cancelled',
      'open_day.held',
      'open_day.overdue',
      'open_day.scheduled',
      'plan.confirmed',
      'project.registered',
      'project.updated',
      'rectification.claimed',
      'rectification.overdue',
      'rectification.planned',
      'rectification.reopened',
      'rectification.verified',
      'supervisor.dismissed',
      'supervisor.expired',
      'supervisor.registered',
      'supervisor.suspended'
    ]);
    expect(await texts(first, "select value from private.settings where name = 'clock'")).toEqual([]);
    expect(
      await number(first, 'select count(*) as value from public.journal where recorded_at > now()')
    ).toBe(0);
  });

  it('opens sites: owed, overdue, full with people waiting, held with guests, called off and made up for', async () => {
    const states = await texts(first, 'select distinct status as value from public.open_days order by 1');
    expect(states).toEqual(expect.arrayContaining(['ahead', 'cancelled', 'full', 'held', 'overdue', 'owed']));
    expect(
      await number(first, 'select count(*) as value from public.open_day_seats where waiting > 0')
    ).toBeGreaterThan(0);
    const kept = `select count(*) as value from public.bookings b join public.open_days o using (open_day_id)
      where o.priority_until > now() and b.state = 'offered' and b.offer_expires_at = o.priority_until`;
    expect(await number(first, kept)).toBeGreaterThan(1);
    const asked = `select count(*) as value from public.open_day_requests where state = 'open'`;
    expect(await number(first, asked)).toBe(1);
    const kinds = await texts(first, 'select distinct kind as value from private.check_ins order by 1');
    expect(kinds).toEqual(['booked', 'walk_in']);
    const people = `select count(distinct user_id) as value from public.bookings where state = 'attended'`;
    expect(await number(first, people)).toBeGreaterThan(8);
    const wrong = `select count(*) as value from public.open_day_seats s where s.taken <> coalesce((select sum(b.party_size)
      from public.bookings b where b.open_day_id = s.open_day_id and b.category = s.category
        and b.state in ('confirmed', 'offered', 'attended')), 0)`;
    expect(await number(first, wrong)).toBe(0);
  });

  it('changes nothing when it is loaded again', async () => {
    const before = await first.sql.query('select public.journal_head() as head');
    await loadDemo(first, () => undefined);
    expect(await first.sql.query('select public.journal_head() as head')).toEqual(before);
  });

  it('follows from its day alone', () => {
    expect(demoEvents('2026-11-22')).toEqual(demoEvents('2026-11-22'));
    expect(demoEvents('2026-11-22')).not.toEqual(demoEvents('2026-11-23'));
  });

  it('is the same each time it is loaded, and goes on where a stopped start left it, from the day it began', async () => {
    const here = told.parse(JSON.parse(readFileSync(inject('demo').told, 'utf8')));
    const there = await toldElsewhere(here);
    expect(here.works.length).toBe(60);
    for (const what of ['works', 'story', 'disclosures'] as const)
      expect(here[what], what).toEqual(there[what]);
    // one of the two was stopped
    const half = Math.max(here.stoppedAt, there.stoppedAt);
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(60);
  });

  it('has accounts that sign in with the rights they name', async () => {
    for (const { email, password, role, organization } of demoAccounts) {
      const client = anonymous(first.backend);
      const { error } = await client.auth.signInWithPassword({ email, password });
      expect(error).toBeNull();
      const { data } = await client.from('memberships').select('role, organizations(uscc)');
      const mine = role ? [{ role, organizations: organization ? { uscc: organization } : null }] : [];
      // an administrator sees everyone's
      if (role === 'administrator') expect(data).toContainEqual(mine[0]);
      else expect(data).toEqual(mine);
    }
  });
});
