import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { browsed, deskBrowsed } from '#lib/supervisors/schema.ts';
import { person, type TestPerson } from '#tests/support/database.ts';
import { openRegistry, type Registry } from '#tests/support/supervisors.ts';

let desk: Registry;

beforeAll(async () => {
  desk = await openRegistry();
});
afterAll(() => desk.hub.close());

const journal = async (number: string) =>
  (
    await desk.hub.sql.query(
      `select kind, facts, division_code from public.journal where facts ->> 'number' = $1 order by seq`,
      [number]
    )
  ).map((row) =>
    z
      .object({ kind: z.string(), facts: z.record(z.string(), z.unknown()), division_code: z.string() })
      .parse(row)
  );

const told = async ({ id }: TestPerson) =>
  (
    await desk.hub.sql.query(
      `select kind from public.notifications where user_id = $1 and kind like 'supervisor.%' order by created_at, notification_id`,
      [id]
    )
  ).map(({ kind }) => kind);

const registeredAs = async ({ id }: TestPerson, category: string) =>
  (await desk.hub.sql.query('select private.registered_as($1, $2) as yes', [id, category]))[0]?.yes;

describe('an application', () => {
  it('needs a person, evidence that is the person’s own, a declaration and a place', async () => {
    const who = await desk.newcomer();
    const other = await desk.newcomer();
    expect(await desk.apply(who, {}, [])).toBe('supervisor_evidence_missing');
    expect(await desk.apply(who, {}, [await desk.evidence(other)])).toBe('supervisor_evidence_missing');
    expect(await desk.apply(who, { honest: false })).toBe('supervisor_declaration_missing');
    expect(await desk.apply(who, { division_code: '420000' })).toBe('supervisor_division_too_wide');
    expect(await desk.apply(who, { kind: 'press' })).toMatch(/supervisors_kind_fits_category/);
    expect(await desk.apply({ ...who, db: desk.hub.visitor })).toMatch(/permission denied/);
    expect(await desk.apply(who)).toHaveProperty('slug');
    expect(await registeredAs(who, 'expert')).toBe(false);
  });

  it('is one a person, also for two at once', async () => {
    const who = await desk.newcomer();
    const files = [await desk.evidence(who), await desk.evidence(who)];
    const both = await Promise.all(files.map((file) => desk.apply(who, {}, [file])));
    expect(both.filter((one) => typeof one !== 'string')).toHaveLength(1);
    expect(await desk.apply(who)).toBe('supervisor_open_already');
  });

  it('reaches the reviewers of the place, and nobody else', async () => {
    const clerk = await person(desk.hub, {
      email: 'clerk@x.cn',
      role: 'officer',
      division: '420100',
      duties: ['intake']
    });
    const who = await desk.newcomer();
    const answer = await desk.apply(who);
    const slug = typeof answer === 'string' ? '' : answer.slug;
    expect(await told(desk.reviewer)).toContain('supervisor.applied');
    expect(await told(clerk)).toEqual([]);
    expect((await desk.caseOf(slug, desk.reviewer.db))?.person?.real_name).toBe('周建国');
    const list = deskBrowsed.parse((await desk.reviewer.db.rpc('browse_desk_supervisors')).data);
    expect(list.rows.map((row) => row.slug)).toContain(slug);
    for (const { db } of [clerk, desk.xiangyang, desk.company, who]) {
      expect(await desk.caseOf(slug, db)).toBeNull();
      expect(deskBrowsed.parse((await db.rpc('browse_desk_supervisors')).data).total).toBe(0);
      expect(await desk.decide(db, who, 'register', { until: await desk.inDays(100) })).toBe(
        'reviewer_required'
      );
    }
  });

  it('may be taken back, and leaves the public nothing', async () => {
    const who = await desk.newcomer();
    await desk.apply(who);
    expect((await who.db.rpc('leave_supervisors')).error).toBeNull();
    expect((await desk.mineOf(who))?.state).toBe('withdrawn');
    expect(await desk.decide(desk.reviewer.db, who, 'register', { until: await desk.inDays(9) })).toBe(
      'step_not_possible'
    );
    expect(await desk.apply(who)).toHaveProperty('slug');
  });
});

describe('a registration', () => {
  it('gets a number by the rule, a term within the rule, and is told to all', async () => {
    const who = await desk.newcomer();
    await desk.apply(who);
    const { db } = desk.reviewer;
    for (const until of [null, await desk.inDays(-1), await desk.inDays(900)])
      expect(await desk.decide(db, who, 'register', { until })).toBe('supervisor_term_range');
    const done = await desk.decide(db, who, 'register', { until: await desk.inDays(365) });
    const { number } = z.object({ state: z.literal('registered'), number: z.string() }).parse(done);
    expect(number).toMatch(/^420100-\d{4}-\d{4}$/);
    expect(await registeredAs(who, 'expert')).toBe(true);
    expect(await registeredAs(who, 'media')).toBe(false);
    expect(await told(who)).toEqual(['supervisor.registered']);
    const [entry] = await journal(number);
    expect(entry).toMatchObject({ kind: 'supervisor.registered', division_code: '420102' });
    expect(Object.keys(entry?.facts ?? {}).sort()).toEqual(
      ['category', 'decided_by', 'name', 'number', 'supervisor_kind', 'valid_from', 'valid_until'].sort()
    );
    const next = await desk.registered();
    expect(Number(next.number.slice(-4))).toBe(Number(number.slice(-4)) + 1);
  });

  it('shows the public the name chosen, and nothing of the person behind it', async () => {
    const { number } = await desk.registered({
      shown_name: '公开姓名',
      conflicts: [{ relation: 'kin', name: '某建设集团', note: '表弟' }]
    });
    const { data } = await desk.hub.visitor.rpc('supervisor_page', { number });
    const { data: list } = await desk.hub.visitor.rpc('browse_supervisors', { filters: { q: '公开姓名' } });
    expect(browsed.parse(list).rows.map((row) => row.number)).toEqual([number]);
    const { data: rows } = await desk.hub.visitor.from('supervisors').select();
    expect(rows).toEqual([]);
    const { data: entries } = await desk.hub.visitor.from('journal').select();
    for (const text of [data, list, entries].map((one) => JSON.stringify(one)))
      expect(text).not.toMatch(/周建国|8000 0000|测试设计研究院|某建设集团|表弟|newcomer\d+@/);
  });

  it('is decided once: of two officers the second is refused', async () => {
    const who = await desk.newcomer();
    await desk.apply(who);
    const { edits } = await desk.own(who);
    const until = await desk.inDays(200);
    const second = await person(desk.hub, {
      email: 'second@x.cn',
      role: 'officer',
      division: '420100',
      duties: ['reviewer']
    });
    const both = await Promise.all([
      desk.decide(desk.reviewer.db, who, 'register', { until, edits }),
      desk.decide(second.db, who, 'refuse', { reason: '材料不全面', edits })
    ]);
    expect(both.filter((one) => one === 'supervisor_changed_meanwhile')).toHaveLength(1);
    expect(both.filter((one) => typeof one !== 'string')).toHaveLength(1);
  });

  it('is never the officer’s own to decide', async () => {
    const { reviewer } = desk;
    await desk.apply(reviewer);
    expect(await desk.decide(reviewer.db, reviewer, 'register', { until: await desk.inDays(9) })).toBe(
      'supervisor_own_case'
    );
    expect((await desk.caseOf((await desk.own(reviewer)).slug, reviewer.db))?.own).toBe(true);
    await reviewer.db.rpc('leave_supervisors');
  });

  it('is suspended, resumed and dismissed with a reason that is public', async () => {
    const { who, number } = await desk.registered({ category: 'media', kind: 'self_media' });
    const { db } = desk.reviewer;
    expect(await desk.decide(db, who, 'suspend', { reason: '无' })).toBe('reason_missing');
    expect(await desk.decide(db, who, 'resume', { reason: '调查已结束' })).toBe('step_not_possible');
    await desk.decide(db, who, 'suspend', { reason: '正在核实一项反映' });
    expect(await registeredAs(who, 'media')).toBe(false);
    expect(await desk.certificateOf(number)).toMatchObject({
      state: 'suspended',
      reason: '正在核实一项反映'
    });
    await desk.decide(db, who, 'resume', { reason: '核实后未发现问题' });
    expect(await registeredAs(who, 'media')).toBe(true);
    expect(await desk.certificateOf(number)).toMatchObject({ state: 'registered', reason: null });
    await desk.decide(db, who, 'dismiss', { reason: '收受参建单位财物' });
    expect(await registeredAs(who, 'media')).toBe(false);
    expect(await desk.certificateOf(number)).toMatchObject({
      state: 'dismissed',
      reason: '收受参建单位财物'
    });
    expect((await journal(number)).map(({ kind }) => kind)).toEqual([
      'supervisor.registered',
      'supervisor.suspended',
      'supervisor.resumed',
      'supervisor.dismissed'
    ]);
    expect(await desk.decide(db, who, 'resume', { reason: '重新考虑之后' })).toBe('step_not_possible');
  });

  it('that was refused tells the person why, and nobody else', async () => {
    const who = await desk.newcomer();
    await desk.apply(who);
    await desk.decide(desk.reviewer.db, who, 'refuse', { reason: '证书已经过期' });
    expect(await desk.mineOf(who)).toMatchObject({ state: 'refused', reason: '证书已经过期', number: null });
    const { data } = await desk.hub.visitor.from('journal').select();
    expect(JSON.stringify(data)).not.toContain('证书已经过期');
  });
});

describe('what was decided', () => {
  it('is never changed or deleted, by the owner of the database neither', async () => {
    await desk.registered();
    for (const statement of [
      `update private.supervisor_decisions set reason = 'x'`,
      'delete from private.supervisor_decisions',
      'truncate private.supervisor_decisions',
      `update private.supervisor_reads set what = 'case'`,
      'delete from public.supervisors',
      'truncate public.supervisors cascade'
    ])
      await expect(desk.hub.sql.query(statement), statement).rejects.toThrow(/append_only/);
  });

  it('and read is recorded: who looked at whom, and at which file', async () => {
    const who = await desk.newcomer();
    const file = await desk.evidence(who);
    await desk.apply(who, {}, [file]);
    const { slug } = await desk.own(who);
    const read = ({ db }: TestPerson) => db.rpc('read_evidence', { evidence: file });
    expect((await read(who)).data).toMatchObject({ file_name: '聘书.pdf' });
    for (const stranger of [desk.xiangyang, desk.company, await desk.newcomer()])
      expect((await read(stranger)).data).toBeNull();
    await desk.caseOf(slug, desk.reviewer.db);
    expect((await read(desk.reviewer)).data).toMatchObject({ file_name: '聘书.pdf' });
    const rows = await desk.hub.sql.query(
      `select r.user_id, r.what from private.supervisor_reads r join public.supervisors s using (supervisor_id)
       where s.slug = $1 order by r.read_id`,
      [slug]
    );
    expect(rows).toEqual([
      { user_id: desk.reviewer.id, what: 'case' },
      { user_id: desk.reviewer.id, what: 'evidence' }
    ]);
  });
});
