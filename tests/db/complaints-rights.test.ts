import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openContact } from '#lib/complaints/protection.server.ts';
import { because, openComplaints, reply, type Complaints } from '#tests/support/complaints.ts';
import { person } from '#tests/support/database.ts';

let c: Complaints;
beforeAll(async () => {
  c = await openComplaints();
});
afterAll(() => c.hub.close());

const sealed = z.object({ complaint_id: z.string(), sealed: z.string(), has: z.array(z.string()) });

describe('who has to do with a complaint', () => {
  it('nobody but the bureau in charge and those above it learns that it exists', async () => {
    const filed = await c.file();
    const resident = await person(c.hub, { email: 'resident@x.cn' });
    for (const who of [c.abroad, resident, c.desk.developer, { db: c.hub.visitor }])
      expect(await c.act(who, filed, 'accept')).toMatch(/complaint_not_found|permission denied/);
    expect(await c.act(c.superior, filed, 'accept')).toBe('not_your_act');
    expect(await c.act(c.handler, filed, 'accept')).toBe('not_your_act');
    expect(await c.act(c.intake, filed, 'accept')).toBe('accepted');
    expect(await c.act(c.intake, filed, 'accept')).toBe('complaint_act_refused');
  });

  it('whoever recused themselves, or works for a party, is out of it', async () => {
    const filed = await c.file();
    expect(await c.act(c.intake, filed, 'recuse', { reason: because })).toBe('registered');
    expect(await c.act(c.intake, filed, 'accept')).toBe('complaint_not_found');
    const both = await c.officer('both', ['intake']);
    await c.hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, valid_from, valid_until) values ($1, $2, 'company_member', '2020-01-01', '2021-01-01')`,
      [both.id, c.desk.developer.organization]
    );
    expect(await c.act(both, filed, 'accept')).toBe('complaint_not_found');
  });

  it('an officer who complains is its person, and no officer there', async () => {
    const filed = await c.file({ filer: c.intake.id });
    expect(await c.act(c.intake, filed, 'accept')).toBe('not_your_act');
    const own = await c.intake.db.rpc('act_as_person', { slug: filed.receipt.slug, act: 'withdraw' });
    expect(own.error).toBeNull();
  });

  it('a stranger’s account or code opens nothing', async () => {
    const filed = await c.file({ filer: c.handler.id });
    const other = await c.intake.db.rpc('act_as_person', { slug: filed.receipt.slug, act: 'withdraw' });
    expect(other.error?.message).toBe('complaint_not_found');
    expect(await c.byCode({ ...filed, code: 'a'.repeat(20) }, 'withdraw')).toBe('complaint_not_found');
    const direct = await c.intake.db.rpc('act_by_code', { tracking_hash: 'x'.repeat(43), act: 'withdraw' });
    expect(direct.error?.code).toBe('42501');
  });

  it('whoever handled it neither follows it up nor reviews it', async () => {
    const filed = await c.file();
    await c.act(c.intake, filed, 'accept');
    await c.act(c.second, filed, 'investigate');
    await c.act(c.second, filed, 'reply', reply);
    expect(await c.act(c.second, filed, 'close', { reason: because })).toBe('follow_up_must_differ');
    expect(await c.act(c.follower, filed, 'close')).toBe('reason_missing');
    expect(await c.act(c.follower, filed, 'close', { reason: because })).toBe('closed');
    expect(await c.byCode(filed, 'request_review', { text: '没有修好' })).toBe('review_requested');
    expect(await c.act(c.follower, filed, 'decide_review', { outcome: 'upheld', reason: because })).toBe(
      'not_your_act'
    );
    expect(await c.act(c.superior, filed, 'decide_review', { outcome: 'nonsense', reason: because })).toBe(
      'complaint_outcome_missing'
    );
    expect(await c.act(c.superior, filed, 'decide_review', { outcome: 'upheld', reason: because })).toBe(
      'review_decided'
    );
    expect(await c.byCode(filed, 'request_final', { text: '仍不同意' })).toBe('final_requested');
    expect(await c.act(c.superior, filed, 'decide_final', { outcome: 'upheld', reason: because })).toBe(
      'review_must_differ'
    );
  });
});

describe('contact data', () => {
  it('opens with a reason, for those who deal with it, and the person sees who opened it', async () => {
    const filed = await c.file({ naming: 'bureau_only', contact: { name: '王某某', phone: '13912345678' } });
    const read = (who: { db: Complaints['hub']['visitor'] }, reason: string) =>
      who.db.rpc('read_contact', { slug: filed.receipt.slug, reason });
    expect((await read(c.handler, '')).error?.message).toBe('reason_missing');
    expect((await read(c.abroad, because)).error?.message).toBe('complaint_not_found');
    expect((await read(c.desk.developer, because)).error?.message).toBe('complaint_not_found');
    const before = await c.value('select count(*)::int as value from private.complaint_contact_reads');
    const { data } = await read(c.handler, '约定入户时间');
    const got = sealed.parse(data);
    expect(openContact(c.hub.secrets, got.complaint_id, got.sealed)).toEqual({
      name: '王某某',
      phone: '13912345678'
    });
    const other = await c.file();
    expect(() => openContact(c.hub.secrets, other.receipt.complaint_id, got.sealed)).toThrow();
    expect(await c.value('select count(*)::int as value from private.complaint_contact_reads')).toBe(
      Number(before) + 1
    );
    expect(
      await c.texts('select reason as value from private.complaint_contact_reads where complaint_id = $1', [
        got.complaint_id
      ])
    ).toEqual(['约定入户时间']);
    await c.byCode(filed, 'withdraw');
    expect((await read(c.handler, because)).error?.message).toBe('not_your_act');
  });

  it('stands nowhere in clear', async () => {
    const marks = {
      name: '罕见姓名甲乙丙',
      phone: '13998765432',
      email: 'rare-mark@people.invalid',
      address: '罕见路一号'
    };
    await c.file({ naming: 'bureau_only', contact: marks });
    const tables = z
      .array(z.object({ at: z.string() }))
      .parse(
        await c.hub.sql.query(
          `select format('%I.%I', schemaname, tablename) as at from pg_tables where schemaname in ('public', 'private', 'auth')`
        )
      );
    for (const { at } of tables)
      for (const mark of Object.values(marks))
        expect(
          await c.value(`select count(*)::int as value from ${at} t where t::text like '%' || $1 || '%'`, [
            mark
          ]),
          at
        ).toBe(0);
  });
});

describe('what a company gets', () => {
  it('is the extract, answered once by somebody with the duty', async () => {
    const filed = await c.file({ spot: '3 栋 1102' });
    await c.act(c.intake, filed, 'accept');
    const developer = await c.value(
      'select slug as value from public.organizations where organization_id = $1',
      [c.desk.developer.organization]
    );
    const ask = { organization: developer, text: '住户反映外墙渗漏，请说明做法与验收。' };
    expect(await c.act(c.handler, filed, 'extract', { ...ask, organization: 'nobody' })).toBe(
      'complaint_company_unknown'
    );
    expect(await c.act(c.handler, filed, 'extract', ask)).toBe('accepted');
    const slug = await c.value(
      'select slug as value from public.complaint_extracts order by sent_at desc limit 1'
    );
    const answer = (who: { db: Complaints['hub']['visitor'] }, text = '已安排返工') =>
      who.db.rpc('answer_extract', { slug, text });
    expect((await answer(c.desk.tester)).error?.message).toBe('extract_not_found');
    expect((await answer(c.handler)).error?.message).toBe('extract_not_found');
    expect((await answer(c.desk.developer)).error).toBeNull();
    expect((await answer(c.desk.developer)).error?.message).toBe('extract_closed');
    const told = await c.texts(
      `select facts::text || path as value from public.notifications where user_id = $1 and kind = 'complaint.extract'`,
      [c.desk.developer.id]
    );
    for (const one of told)
      for (const mark of [filed.receipt.slug, filed.receipt.number, '1102', '外墙'])
        expect(one).not.toContain(mark);
  });
});

describe('complaints about the same matter', () => {
  it('keep their own clock and notices, are answered together and opened again by any of them', async () => {
    const first = await c.file();
    await c.act(c.intake, first, 'publish', { title: '外墙渗漏', text: '多户反映外墙渗漏。' });
    const joined = await c.file({ join: first.receipt.slug, description: '我家也是' });
    expect(joined.receipt).toMatchObject({ state: 'merged', joined: first.receipt.number, clock: 'notice' });
    const merged = await c.file();
    expect(await c.act(c.intake, merged, 'merge', { into: 'nobody', reason: because })).toBe(
      'complaint_merge_unknown'
    );
    expect(await c.act(c.intake, merged, 'merge', { into: first.receipt.slug, reason: because })).toBe(
      'merged'
    );
    expect(
      await c.value('select joined as value from public.complaints where slug = $1', [first.receipt.slug])
    ).toBe(2);
    await c.act(c.intake, first, 'accept');
    const clocks = await c.texts(
      `select clock as value from public.complaint_clocks where complaint_id in ($1, $2) and stopped_on is null`,
      [joined.receipt.complaint_id, merged.receipt.complaint_id]
    );
    expect(clocks).toEqual(['answer', 'answer']);
    await c.act(c.handler, first, 'reply', reply);
    for (const one of [joined, merged]) expect((await c.notices(one)).at(-1)).toBe('complaint.replied');
    expect(await c.byCode(joined, 'reopen', { text: '我家没有修' })).toBe('merged');
    expect(await c.stateOf(first)).toBe('investigating');
    expect((await c.notices(first)).at(-1)).toBe('complaint.reopened');
  });

  it('end together when the first is not accepted, and go along when it is transferred', async () => {
    const first = await c.file();
    const merged = await c.file();
    await c.act(c.intake, merged, 'merge', { into: first.receipt.slug, reason: because });
    await c.officer('local', ['intake'], c.district);
    const to = await c.value('select slug as value from public.organizations where organization_id = $1', [
      c.district
    ]);
    expect(await c.act(c.intake, first, 'transfer', { bureau: to, reason: because })).toBe('transferred');
    expect(
      await c.value('select bureau_id as value from public.complaints where slug = $1', [merged.receipt.slug])
    ).toBe(c.district);
    expect((await c.notices(merged)).at(-1)).toBe('complaint.transferred');
    const other = await c.file();
    const with_ = await c.file();
    await c.act(c.intake, with_, 'merge', { into: other.receipt.slug, reason: because });
    await c.act(c.intake, other, 'not_accept', { reason: because, channel: '请向人民法院起诉' });
    expect(await c.stateOf(with_)).toBe('not_accepted');
    expect((await c.notices(with_)).at(-1)).toBe('complaint.not_accepted');
  });

  it('outlive the person who was first', async () => {
    const first = await c.file();
    const merged = await c.file();
    await c.act(c.intake, merged, 'merge', { into: first.receipt.slug, reason: because });
    expect(await c.byCode(first, 'withdraw')).toBe('registered');
    const told = await c.notices(first);
    await c.act(c.intake, first, 'accept');
    expect(await c.notices(first)).toEqual(told);
    expect((await c.notices(merged)).at(-1)).toBe('complaint.accepted');
  });
});

describe('one attempt', () => {
  it('is one complaint with one code, however often it is sent', async () => {
    const attempt = crypto.randomUUID();
    const sent = await Promise.all([1, 2, 3].map(() => c.file({ attempt })));
    expect(new Set(sent.map(({ code, receipt }) => `${code} ${receipt.number}`)).size).toBe(1);
    expect(sent.filter(({ receipt }) => !receipt.again)).toHaveLength(1);
  });

  it('from another system is known by its number there', async () => {
    const from = { source: 'hotline' as const, external_ref: '12345-2026-1' };
    const first = await c.file(from);
    const again = await c.file(from);
    expect(again.receipt).toMatchObject({ number: first.receipt.number, again: true });
  });
});

describe('many at once', () => {
  it('are done each on its own, and what can’t be done says why', async () => {
    const open = await c.file();
    const done = await c.file();
    await c.act(c.intake, done, 'accept');
    const foreign = { ...open, receipt: { ...open.receipt, slug: 'nobodyknows' } };
    expect(await c.all(c.intake, [done, foreign, open], 'accept')).toEqual([
      'complaint_act_refused',
      'complaint_not_found',
      'accepted'
    ]);
    expect(await c.all(c.intake, [open], 'not_accept')).toBe('complaint_act_refused');
    expect(await c.all(c.abroad, [open], 'assign')).toEqual(['complaint_not_found']);
  });

  it('by two officers are done once', async () => {
    const filed = await Promise.all(Array.from({ length: 8 }, () => c.file()));
    const another = await c.officer('another', ['intake']);
    const answers = await Promise.all([c.intake, another].map((who) => c.all(who, filed, 'accept')));
    expect(answers.flat().filter((one) => one === 'accepted')).toHaveLength(8);
    expect(answers.flat().filter((one) => one === 'complaint_act_refused')).toHaveLength(8);
  });
});

describe('what was filed', () => {
  it('never disappears, and its history never changes', async () => {
    const { receipt } = await c.file();
    for (const statement of [
      'delete from public.complaints where slug = $1',
      `update public.complaints set number = 'C1' where slug = $1`,
      `update public.complaint_events set event = 'closed' where complaint_id = (select complaint_id from public.complaints where slug = $1)`,
      'delete from public.complaint_events where complaint_id = (select complaint_id from public.complaints where slug = $1)'
    ])
      await expect(c.hub.sql.query(statement, [receipt.slug]), statement).rejects.toThrow('append_only');
  });
});
