import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { supervisorJobs } from '#lib/supervisors/jobs.server.ts';
import { ofProject } from '#lib/supervisors/schema.ts';
import type { Client } from '#lib/server/client.ts';
import type { TestPerson } from '#tests/support/database.ts';
import { openRegistry, type Registry } from '#tests/support/supervisors.ts';

/** A party of each project here. */
const contractor = '测试建设集团有限公司';

let desk: Registry;

beforeAll(async () => {
  desk = await openRegistry();
});
afterAll(() => desk.hub.close());

const swept = z.object({ expired: z.number(), forgotten: z.number(), removed: z.number() });
async function sweep() {
  const [job] = supervisorJobs;
  return swept.parse(await job?.run(desk.hub, new AbortController().signal));
}
const count = async (statement: string, parameters: unknown[] = []) =>
  z
    .object({ n: z.number() })
    .parse((await desk.hub.sql.query(`select count(*)::int as n from ${statement}`, parameters))[0]).n;
const toldTimes = ({ id }: TestPerson, kind: string) =>
  count('public.notifications where user_id = $1 and kind = $2', [id, kind]);
const refusedOr = async (db: Client, verb: string, args: object = {}) => {
  const { data, error } = await db.rpc(verb, { ...args });
  return error?.message ?? data;
};

describe('a term', () => {
  it('is renewed near its end, as often as the rule allows, from its last day on', async () => {
    const { who, number } = await desk.registered();
    const { db } = desk.reviewer;
    expect(await refusedOr(who.db, 'ask_supervisor_renewal')).toBe('supervisor_renewal_too_early');
    expect(await desk.decide(db, who, 'renew', { until: await desk.inDays(400) })).toBe(
      'supervisor_renewal_too_early'
    );
    await desk.moveEnd(number, 30);
    expect(await refusedOr(who.db, 'ask_supervisor_renewal')).toBeNull();
    expect(await refusedOr(who.db, 'ask_supervisor_renewal')).toBe('step_not_possible');
    expect(await toldTimes(desk.reviewer, 'supervisor.renewal_asked')).toBe(1);
    expect(await desk.decide(db, who, 'renew', { until: await desk.inDays(30) })).toBe(
      'supervisor_term_range'
    );
    expect(await desk.decide(db, who, 'renew', { until: await desk.inDays(395) })).toMatchObject({
      state: 'registered'
    });
    expect(await desk.certificateOf(number)).toMatchObject({ terms: 2, valid_until: await desk.inDays(395) });
    await desk.moveEnd(number, 30);
    expect(await refusedOr(who.db, 'ask_supervisor_renewal')).toBe('supervisor_terms_used');
    expect(await desk.decide(db, who, 'renew', { until: await desk.inDays(200) })).toBe(
      'supervisor_terms_used'
    );
  });

  it('cannot be stretched by ending it and applying anew', async () => {
    const { who, number } = await desk.registered();
    await desk.hub.sql.query('update public.supervisors set terms = 2 where number = $1', [number]);
    expect(await refusedOr(who.db, 'leave_supervisors')).toBeNull();
    await desk.apply(who);
    const until = await desk.inDays(100);
    expect(await desk.decide(desk.reviewer.db, who, 'register', { until })).toBe('supervisor_terms_used');
    // after a year without one it may
    await desk.hub.sql.query(
      `update public.supervisors set valid_from = private.today() - 800, valid_until = private.today() - 366 where number = $1`,
      [number]
    );
    expect(await desk.decide(desk.reviewer.db, who, 'register', { until })).toMatchObject({
      state: 'registered'
    });
  });

  it('that a renewal was refused for ends with its last day', async () => {
    const { who, number } = await desk.registered();
    await desk.moveEnd(number, 10);
    await refusedOr(who.db, 'ask_supervisor_renewal');
    expect(
      await desk.decide(desk.reviewer.db, who, 'refuse_renewal', { reason: '名额已满，感谢' })
    ).toMatchObject({
      state: 'registered'
    });
    expect(await desk.mineOf(who)).toMatchObject({ state: 'registered', renewal_asked_at: null });
    expect(await toldTimes(who, 'supervisor.renewal_refused')).toBe(1);
  });

  it('ends by the calendar: at once for who asks, and in the journal by the sweep, once', async () => {
    const { who, number } = await desk.registered();
    await desk.moveEnd(number, -1);
    const valid = (await desk.hub.sql.query(`select private.registered_as($1, 'expert') as yes`, [who.id]))[0]
      ?.yes;
    expect(valid).toBe(false);
    expect(await desk.certificateOf(number)).toMatchObject({ state: 'expired' });
    expect((await sweep()).expired).toBe(1);
    expect((await sweep()).expired).toBe(0);
    expect(
      await count(`public.journal where kind = 'supervisor.expired' and facts ->> 'number' = $1`, [number])
    ).toBe(1);
    expect(await toldTimes(who, 'supervisor.expired')).toBe(1);
  });

  it('that ends soon is reminded of at two months, a month and a week, each once', async () => {
    const { who, number } = await desk.registered();
    const reminded = async (days: number) => {
      await desk.moveEnd(number, days);
      await sweep();
      await sweep();
      return toldTimes(who, 'supervisor.ends_soon');
    };
    expect(await reminded(61)).toBe(0);
    expect(await reminded(60)).toBe(1);
    expect(await reminded(7)).toBe(2);
  });

  it('of two registered at once gives each a number of its own', async () => {
    const people = await Promise.all([desk.newcomer(), desk.newcomer(), desk.newcomer()]);
    for (const who of people) await desk.apply(who);
    const until = await desk.inDays(50);
    const done = await Promise.all(
      people.map((who) => desk.decide(desk.reviewer.db, who, 'register', { until }))
    );
    const numbers = done.map((one) => (typeof one === 'string' ? one : one.number));
    expect(new Set(numbers).size).toBe(3);
    for (const number of numbers) expect(number).toMatch(/^420100-/);
  });
});

describe('what is personal', () => {
  const rows = async ({ id }: TestPerson, table: string) =>
    count(`private.${table} x join public.supervisors s using (supervisor_id) where s.user_id = $1`, [id]);

  it('goes ninety days after the end, with its files', async () => {
    const who = await desk.newcomer();
    const bytes = new TextEncoder().encode('%PDF-1.4 evidence of one');
    const sha256 = await desk.hub.files.put('evidence', bytes);
    const facts = { sha256, media_type: 'application/pdf', bytes: bytes.length, file_name: '聘书.pdf' };
    const { data } = await desk.hub.service.rpc('keep_evidence', { uploader: who.id, facts });
    await desk.apply(who, { conflicts: [{ relation: 'kin', name: '某公司', note: '' }] }, [
      z.string().parse(data)
    ]);
    await desk.decide(desk.reviewer.db, who, 'refuse', { reason: '材料不全面' });
    const age = (days: number) =>
      desk.hub.sql.query(
        `update public.supervisors set changed_at = now() - make_interval(days => $2::int) where user_id = $1`,
        [who.id, days]
      );
    await age(89);
    expect((await sweep()).forgotten).toBe(0);
    expect(await rows(who, 'supervisor_persons')).toBe(1);
    expect(await desk.hub.files.has('evidence', sha256)).toBe(true);
    await age(91);
    expect((await sweep()).forgotten).toBe(1);
    for (const table of ['supervisor_persons', 'supervisor_evidence', 'supervisor_conflicts'])
      expect(await rows(who, table), table).toBe(0);
    expect(await desk.hub.files.has('evidence', sha256)).toBe(false);
    expect(await desk.mineOf(who)).toMatchObject({ state: 'refused', person: null, evidence: [] });
  });

  it('goes with the account, and so does the registration', async () => {
    const { who, number } = await desk.registered();
    expect(await refusedOr(who.db, 'delete_my_account')).toBeNull();
    expect(await desk.certificateOf(number)).toMatchObject({ state: 'expired' });
    expect(
      await count(
        `private.supervisor_persons p join public.supervisors s using (supervisor_id) where s.number = $1`,
        [number]
      )
    ).toBe(0);
    expect(
      await count(`public.journal where kind = 'supervisor.expired' and facts ->> 'number' = $1`, [number])
    ).toBe(1);
  });

  it('that was sent without an application goes after a day', async () => {
    const who = await desk.newcomer();
    await desk.evidence(who);
    await desk.hub.sql.query(
      `update private.supervisor_evidence set kept_at = now() - interval '25 hours' where user_id = $1`,
      [who.id]
    );
    await sweep();
    expect(await count('private.supervisor_evidence where user_id = $1', [who.id])).toBe(0);
  });
});

describe('an appointment', () => {
  let project: string;
  beforeAll(async () => {
    const made = await desk.project({ permit: { reached: '2026-01-05' } });
    const [row] = await desk.hub.sql.query('select slug from public.projects where project_id = $1', [
      made.project_id
    ]);
    project = z.object({ slug: z.string() }).parse(row).slug;
  });
  const appoint = (db: Client, number: string) => refusedOr(db, 'appoint_supervisor', { project, number });
  const answer = ({ db }: TestPerson, appointment: unknown, accept: boolean) =>
    refusedOr(db, 'answer_appointment', { appointment, accept });

  it('is offered by the developer alone, and stands when the supervisor accepts', async () => {
    const { who, number } = await desk.registered();
    for (const { db } of [desk.contractor, desk.engineer, desk.reviewer, desk.company, who])
      expect(await appoint(db, number)).toBe('developer_required');
    expect(await appoint(desk.developer.db, '420100-2020-9999')).toBe('supervisor_number_unknown');
    const id = await appoint(desk.developer.db, number);
    expect(await appoint(desk.developer.db, number)).toBe('supervisor_appointed_already');
    expect((await desk.certificateOf(number))?.appointments).toEqual([]);
    const { who: other } = await desk.registered();
    expect(await answer(other, id, true)).toBe('appointment_not_found');
    expect(await answer(who, id, true)).toBeNull();
    expect((await desk.certificateOf(number))?.appointments).toMatchObject([{ state: 'accepted' }]);
    expect(await toldTimes(desk.developer, 'supervisor.answered')).toBe(1);
  });

  it('of one person may be for several projects', async () => {
    const { who, number } = await desk.registered();
    const second = await desk.project({ permit: { reached: '2026-01-05' } });
    const [row] = await desk.hub.sql.query('select slug from public.projects where project_id = $1', [
      second.project_id
    ]);
    for (const slug of [project, String(row?.slug)])
      await answer(
        who,
        await refusedOr(desk.developer.db, 'appoint_supervisor', { project: slug, number }),
        true
      );
    expect((await desk.certificateOf(number))?.appointments).toHaveLength(2);
  });

  it('is refused where a conflict was declared, whether before it was offered or after', async () => {
    const before = await desk.registered({ conflicts: [{ relation: 'kin', name: contractor, note: '' }] });
    expect(await appoint(desk.developer.db, before.number)).toBe('supervisor_conflict');
    const after = await desk.registered();
    const id = await appoint(desk.developer.db, after.number);
    const conflicts = [{ relation: 'employer', name: contractor, note: '' }];
    expect(await refusedOr(after.who.db, 'save_supervisor_conflicts', { conflicts })).toBeNull();
    expect(await answer(after.who, id, true)).toBe('supervisor_conflict');
    expect(await answer(after.who, id, false)).toBeNull();
  });

  it('is for nobody whose registration is not in force, and ends with it', async () => {
    const { who, number } = await desk.registered();
    const id = await appoint(desk.developer.db, number);
    await answer(who, id, true);
    await desk.decide(desk.reviewer.db, who, 'suspend', { reason: '正在核实反映' });
    const next = await desk.registered();
    await desk.moveEnd(next.number, -1);
    expect(await appoint(desk.developer.db, next.number)).toBe('supervisor_not_registered');
    await desk.decide(desk.reviewer.db, who, 'dismiss', { reason: '收受参建单位财物' });
    expect((await desk.certificateOf(number))?.appointments).toEqual([]);
    expect(await answer(who, id, false)).toBe('supervisor_not_found');
  });

  it('is ended by the developer with a reason that is public; the registration stays', async () => {
    const { who, number } = await desk.registered();
    const id = await appoint(desk.developer.db, number);
    await answer(who, id, true);
    const end = (db: Client, reason: string) => refusedOr(db, 'end_appointment', { appointment: id, reason });
    expect(await end(desk.contractor.db, '不再需要监督')).toBe('developer_required');
    expect(await end(desk.developer.db, '无')).toBe('reason_missing');
    expect(await end(desk.developer.db, '项目已经竣工')).toBeNull();
    expect(await desk.certificateOf(number)).toMatchObject({
      state: 'registered',
      appointments: [{ state: 'ended', end_reason: '项目已经竣工' }]
    });
  });

  it('is seen by those who take part in the project, with whom may be appointed', async () => {
    const { number } = await desk.registered({ shown_name: '可聘之人' });
    const read = async (db: Client) =>
      ofProject
        .nullable()
        .parse((await db.rpc('project_supervisors', { slug: project, q: '可聘之人' })).data);
    expect(await read(desk.developer.db)).toMatchObject({ may_appoint: true, candidates: [{ number }] });
    expect(await read(desk.engineer.db)).toMatchObject({ may_appoint: false });
    expect(await read(desk.company.db)).toBeNull();
  });
});
