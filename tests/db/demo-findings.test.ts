import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoEvents } from '#lib/programme/demo/events.ts';
import { browsed, findingPage } from '#lib/findings/schema.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { buffer } from 'node:stream/consumers';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
});
afterAll(() => hub.close());

const texts = async (statement: string): Promise<string[]> =>
  (await hub.sql.query(statement)).map((row) => String(row.value));
const count = async (from: string): Promise<number> =>
  Number((await texts(`select count(*) as value from ${from}`))[0]);

describe('findings of the demonstration', () => {
  it('stand in every state that lasts, and repairs too', async () => {
    expect(await texts('select distinct state as value from public.findings order by 1')).toEqual([
      ...[
        'awaiting_reply',
        'duplicate',
        'out_of_scope',
        'published',
        'submitted',
        'under_verification',
        'withheld'
      ]
    ]);
    expect(await texts('select distinct state as value from public.rectifications order by 1')).toEqual([
      ...['awaiting_plan', 'claimed_fixed', 'closed', 'planned', 'reopened']
    ]);
    expect(await count('public.findings where rect_overdue > 0')).toBeGreaterThan(1);
    expect(await count('public.findings where out_of_tolerance > 0')).toBeGreaterThan(1);
    expect(await count(`public.findings where published_as = 'unverified' and decided_at is null`)).toBe(1);
    expect(await count(`public.finding_opinions where state = 'given'`)).toBe(1);
    expect(await count('public.findings where not demo')).toBe(0);
    expect(await count(`public.finding_opinions where state = 'lapsed'`)).toBe(1);
    expect(await count(`public.rectification_events where by = 'owner'`)).toBe(1);
  });

  it('leave the resident representative something to look at again, in the inbox too', async () => {
    expect(
      await count(`public.notifications n join auth.users u on u.id = n.user_id join public.findings f on '/account/reinspections/' || f.slug = n.path
        where u.email = 'representative@example.org' and n.kind = 'rectification.claimed' and f.rect_claimed > 0`)
    ).toBe(1);
  });

  it('are counted in the ledger of the desk', async () => {
    expect(await count(`private.count_open('{42}') c where c.n > 0`)).toBeGreaterThan(5);
    expect(await texts(`select sum(n) as value from private.count_open('{42}')`)).toEqual(
      await texts(`select count(*) as value from public.findings where queue <> 'done'`)
    );
  });

  it('wait in each queue for the accounts that one can sign in with', async () => {
    const queues = await texts(
      `select distinct queue as value from public.findings where division_code like '4201%' order by 1`
    );
    expect(queues).toEqual([...['done', 'opinion', 'rectify', 'reinspect', 'reply', 'triage', 'verify']]);
    const own = `public.findings f join public.organizations o on o.organization_id = f.developer_id
      join public.memberships m on m.organization_id = o.organization_id
      join auth.users u on u.id = m.user_id and u.email = 'company@example.org'`;
    expect(await count(`${own} where f.queue = 'reply'`)).toBe(1);
    expect(await count(`${own} where f.queue in ('rectify', 'publish')`)).toBe(1);
    // whoever sorted it does not decide it: these are for the officer of the city
    expect(
      await count(`public.findings f join private.finding_acts a on a.finding_id = f.finding_id and a.act in ('triaged', 'urgent')
        join auth.users u on u.id = a.user_id where f.queue in ('verify', 'opinion') and u.email = 'wuhan@example.org'`)
    ).toBe(0);
  });

  it('left the deputy a visit of yesterday to report on, and one tomorrow to prepare', async () => {
    const visits =
      await texts(`select o.slug as value from public.visits v join auth.users u on u.id = v.user_id
      join public.open_days o on o.open_day_id = v.open_day_id
      where u.email = 'deputy@example.org' and v.checked_in_at > now() - interval '3 days'
        and exists (select from public.visit_items i where i.visit_id = v.visit_id)
        and not exists (select from public.findings f where f.visit_id = v.visit_id)`);
    expect(visits.length).toBe(1);
    expect(
      await count(`public.bookings b join auth.users u on u.id = b.user_id join public.open_days o on o.open_day_id = b.open_day_id
        where u.email = 'deputy@example.org' and b.state = 'confirmed' and o.starts_at > now() and o.starts_at < now() + interval '2 days'`)
    ).toBe(1);
  });

  it('have the photos that they name, without metadata', async () => {
    const named = await texts(
      `select distinct jsonb_array_elements(i.photos) ->> 'sha256' as value from public.finding_items i`
    );
    expect(named.length).toBeGreaterThan(10);
    for (const sha256 of named.slice(0, 3)) {
      const file = await hub.files.open('findings', sha256);
      expect(file).not.toBeNull();
      if (!file) continue;
      const bytes = await buffer(file.stream);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(bytes.includes('eXIf')).toBe(false);
    }
    expect(
      await count(`(select x ->> 'sha256' as sha256 from public.finding_items i, jsonb_array_elements(i.photos) x) n
      where not exists (select from public.finding_photos p where p.original_sha256 = n.sha256)`)
    ).toBe(0);
  });

  it('read as what they are: the list and each page answer to the schemas of the pages', async () => {
    const { data } = await hub.visitor.rpc('browse_findings', {});
    const { rows, total } = browsed.parse(data);
    expect(rows.length).toBe(total);
    for (const { slug } of rows) {
      const answer = await hub.visitor.rpc('finding_page', { slug });
      expect('line_list' in findingPage.parse(answer.data)).toBe(true);
    }
    expect(
      z.array(z.unknown()).parse((await hub.visitor.rpc('map_findings', {})).data).length
    ).toBeGreaterThan(5);
  });
});

describe('the plan of the demonstration', () => {
  it.each(['2026-02-20', '2026-10-05', '2027-01-15', '2027-03-01', '2028-02-29'])(
    'has every visit, whatever day it counts from: %s',
    (anchor) => {
      const events = demoEvents(anchor);
      const find = events.filter((one) => one.do === 'find');
      expect(find.length).toBe(17);
      expect(new Set(events.filter((one) => one.do === 'step').map(({ act }) => act)).size).toBe(10);
      for (const { lines } of find) expect(lines.length).toBeGreaterThan(0);
    }
  );
});
