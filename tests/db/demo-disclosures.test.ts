import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskBrowsed } from '#lib/disclosures/schema.ts';
import { accept } from '#lib/documents/accept.server.ts';
import { demoAccounts } from '#lib/programme/demo/accounts.ts';
import { guests } from '#lib/programme/demo/open-days.ts';
import { supervisors as everySupervisor } from '#lib/programme/demo/supervisors.ts';
import { anonymous } from '#lib/server/client.ts';
import { openTestHub, ROOT, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub({ demo: true });
});
afterAll(() => hub.close());

const texts = async (statement: string): Promise<string[]> =>
  (await hub.sql.query(statement)).map((row) => String(row.value));
const number = async (statement: string): Promise<number> => Number((await texts(statement))[0]);
const count = (from: string): Promise<number> => number(`select count(*) as value from ${from}`);
const distinct = (column: string, table: string): Promise<string[]> =>
  texts(`select distinct ${column} as value from ${table} order by 1`);

describe('disclosures of the demonstration', () => {
  it('stand in every way that a disclosure can, most of them published', async () => {
    expect(await distinct('status', 'public.disclosures')).toEqual([
      ...['ahead', 'due', 'overdue', 'published', 'withdrawn', 'withheld']
    ]);
    const published = await count(`public.disclosures where status = 'published'`);
    expect(published).toBeGreaterThan(150);
    expect(await count(`public.disclosures where status = 'overdue'`)).toBeLessThan(published / 3);
    expect(await count(`public.disclosures where days_late > 0`)).toBeGreaterThan(20);
    expect(await count(`public.disclosures where days_late = 0`)).toBeGreaterThan(100);
    expect(await count(`public.disclosures where not demo`)).toBe(0);
    expect(await count(`public.disclosures where status = 'withheld'`)).toBe(2);
    expect(await count(`public.disclosures where status = 'withdrawn'`)).toBe(1);
  });

  it('have versions in every state but the discarded, and corrections that say what they change and why', async () => {
    expect(await distinct('state', 'public.disclosure_versions')).toEqual([
      ...['confirmed', 'draft', 'published', 'returned', 'submitted', 'superseded', 'withdrawn']
    ]);
    const corrections = `public.disclosure_versions where version > 1 and state = 'published'`;
    expect(await count(corrections)).toBeGreaterThan(10);
    // what was withdrawn leaves no old half of a difference
    expect(await count(`${corrections} and (reason is null or changes = '{}')`)).toBe(0);
    expect(await count(`${corrections} and changes is null`)).toBe(1);
    expect(await count(`public.disclosure_versions where publish_at > now()`)).toBeGreaterThan(0);
    // a record with a failure that was retested: what a reader should see told
    expect(
      await count(`public.disclosure_versions v where v.facts ->> 'conclusion' = 'qualified_after_retest'`)
    ).toBeGreaterThan(0);
  });

  it('tell complete facts, whatever the catalogue asks', async () => {
    expect(
      await texts(
        `select d.item || private.check_facts(i.fields, v.facts, true)::text as value
         from public.disclosure_versions v join public.disclosures d using (disclosure_id) join public.disclosure_items i using (item)
         where private.check_facts(i.fields, v.facts, true) is not null`
      )
    ).toEqual([]);
    expect((await distinct('item', 'public.disclosures')).length).toBe(13);
  });

  it('follow the rules of cities and the calendar with its made-up workdays', async () => {
    expect(
      await count(`public.disclosures d join public.deadline_rules r using (deadline_rule_id)
        where r.division_code = '420100' and r.item = 'foundation_acceptance' and d.due_on is not null`)
    ).toBeGreaterThan(0);
    const weekdays = `(select count(*) from generate_series(d.trigger_on + 1, d.due_on, interval '1 day') x where extract(isodow from x) < 6)`;
    expect(
      await count(`public.disclosures d join public.deadline_rules r using (deadline_rule_id)
        where r.day_kind = 'working' and d.due_on is not null and ${weekdays} <> r.days`)
    ).toBeGreaterThan(0);
  });

  it('are planned for most works of the pilot, some plans with gaps', async () => {
    const pilots = await count('public.projects where pilot');
    const plans = await count('public.disclosure_plans');
    expect(plans).toBeGreaterThan(pilots / 2);
    expect(plans).toBeLessThan(pilots);
    const gaps = `public.disclosure_plans p where private.plan_deviations(p.project_id) <> '[]'`;
    expect(await count(gaps)).toBeGreaterThan(3);
    expect(await count(gaps)).toBeLessThan(plans);
    expect(await distinct('channel', 'public.disclosure_channels')).toEqual([
      ...['board', 'sales_office', 'website', 'wechat']
    ]);
  });
});

describe('the journal of the demonstration', () => {
  it('has one entry for each version that became public, and the reverse', async () => {
    const versions = await texts(
      `select disclosure_id || ' ' || version || ' ' || journal_seq as value from public.disclosure_versions
       where journal_seq is not null order by journal_seq`
    );
    const entries = await texts(
      `select subject_id || ' ' || version || ' ' || seq as value from public.journal
       where kind in ('disclosure.published', 'disclosure.corrected') order by seq`
    );
    expect(versions.length).toBeGreaterThan(180);
    expect(versions).toEqual(entries);
  });

  it('told what is overdue on the day after its last day, and nothing that is not', async () => {
    expect(
      await texts(
        `select d.disclosure_id || ' ' || d.overdue_seq as value from public.disclosures d where d.status = 'overdue' order by 1`
      )
    ).toEqual(
      await texts(
        `select j.subject_id || ' ' || max(j.seq) as value from public.journal j join public.disclosures d on d.disclosure_id::text = j.subject_id
         where j.kind = 'disclosure.overdue' and d.status = 'overdue' group by j.subject_id order by 1`
      )
    );
    expect(
      await count(
        `public.journal where kind = 'disclosure.overdue' and (recorded_at at time zone 'Asia/Shanghai')::date <= (facts ->> 'due_on')::date`
      )
    ).toBe(0);
    // most are told by the sweep of the night after; what was late when it was registered, at once
    const next = `public.journal where kind = 'disclosure.overdue'
      and (recorded_at at time zone 'Asia/Shanghai')::date = (facts ->> 'due_on')::date + 1`;
    expect(await count(next)).toBeGreaterThan(
      (await count(`public.journal where kind = 'disclosure.overdue'`)) / 2
    );
    expect(await count('public.journal j where j.leaf_hash <> private.journal_leaf(j)')).toBe(0);
  });

  it('agrees with the counts that pages show', async () => {
    expect(
      await texts(
        `select division_code || item || status || late || n as value from private.disclosure_counts where n <> 0 order by 1`
      )
    ).toEqual(
      await texts(
        `select division_code || item || status || coalesce(days_late > 0, false) || count(*) as value from public.disclosures
         group by division_code, item, status, coalesce(days_late > 0, false) order by 1`
      )
    );
  });
});

describe('documents of the demonstration', () => {
  const document = z.object({
    sha256: z.string(),
    media_type: z.string(),
    bytes: z.number(),
    text: z.string().nullable()
  });

  const bytesOf = async (sha256: string): Promise<Buffer> => {
    const opened = await hub.files.open('public', sha256);
    if (!opened) throw new Error(`${sha256} is not in the store`);
    return buffer(opened.stream);
  };

  it('are in the store, as large as they say, each version with one at least', async () => {
    const rows = z
      .array(document)
      .parse(await hub.sql.query('select sha256, media_type, bytes, text from public.documents'));
    expect(rows.length).toBeGreaterThan(200);
    const sizes = await Promise.all(rows.map(async ({ sha256 }) => (await bytesOf(sha256)).length));
    expect(sizes).toEqual(rows.map(({ bytes }) => bytes));
    expect(rows.filter(({ media_type }) => media_type === 'image/png').length).toBeGreaterThan(20);
    expect(
      await count(`public.disclosure_versions v where not exists (
        select from public.disclosure_documents dd where dd.disclosure_id = v.disclosure_id and dd.version = v.version)`)
    ).toBe(0);
  });

  it('pass the reader of uploads, which reads the same words and finds nothing personal', async () => {
    const [row] = z
      .array(document)
      .parse(
        await hub.sql.query(
          `select sha256, media_type, bytes, text from public.documents where file_name like 'rebar-tests%' order by file_name limit 1`
        )
      );
    const decision = await accept(await bytesOf(row?.sha256 ?? ''), ROOT);
    if (!decision.ok) throw new Error(decision.refused);
    expect(decision.accepted.facts).toMatchObject({ media_type: 'application/pdf', pages: 1, warnings: [] });
    const words = (text: string | null) => new Set(text?.match(/[\u4e00-\u9fff]{4,}/g) ?? []);
    const read = (decision.accepted.facts.text ?? '').replaceAll(/\s/g, '');
    expect([...words(row?.text ?? null)].filter((word) => !read.includes(word))).toEqual([]);
  });
});

describe('the people of the demonstration', () => {
  it('are its accounts, supervisors and guests alone: those who stood in for other companies are gone, their steps stay', async () => {
    const supervisors = everySupervisor.filter(({ email }) => email.endsWith('.invalid'));
    expect(await count('auth.users')).toBe(demoAccounts.length + supervisors.length + guests.length);
    expect(await count('public.profiles')).toBe(demoAccounts.length + supervisors.length + guests.length);
    expect(await count('auth.sessions')).toBe(0);
    expect(await count('private.session_factors')).toBe(0);
    expect(
      await count(
        `private.disclosure_acts a where a.act in ('write', 'submit', 'confirm') and a.user_id is null`
      )
    ).toBe(0);
    expect(
      await count(`private.disclosure_acts a join private.disclosure_acts b using (disclosure_id, version)
        where a.act = 'submit' and b.act = 'confirm' and a.user_id = b.user_id`)
    ).toBe(0);
    expect(await count('private.mails')).toBe(0);
  });

  it.each([
    ['company@example.org', ['begin', 'finish', 'publish']],
    ['supervisor@example.org', ['confirm']],
    ['contractor@example.org', ['finish']],
    ['testing@example.org', ['finish']]
  ])('%s finds work waiting', async (email, todos) => {
    const account = demoAccounts.find((one) => one.email === email);
    const client = anonymous(hub.backend);
    await client.auth.signInWithPassword({ email, password: account?.password ?? '' });
    const { data, error } = await client.rpc('browse_desk_disclosures', { filters: { todo: 'mine' } });
    expect(error).toBeNull();
    const found = deskBrowsed.parse(data).todos;
    for (const todo of todos) expect(found[todo], todo).toBeGreaterThan(0);
  });
});
