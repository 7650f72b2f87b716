import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canary, openComplaints, type Complaints } from '#tests/support/complaints-desk.ts';

/** Who reads what at the desk of complaints; nothing here says how it looks. */

let c: Complaints;
beforeAll(async () => {
  c = await openComplaints();
});
afterAll(() => c.hub.close());

const withheld = (value: unknown) => {
  const text = JSON.stringify(value);
  for (const word of Object.values(canary)) expect(text).not.toContain(word);
};

describe('the list', () => {
  it('is that of the own bureau and of those above, and says nothing of a person', async () => {
    const { slug, number } = await c.filed();
    for (const who of [c.intake, c.handler, c.province]) {
      const found = await c.list(who);
      expect(found.rows.map((row) => row.slug)).toContain(slug);
      withheld(found);
    }
    expect((await c.list(c.abroad)).rows).toEqual([]);
    expect((await c.list(c.developer)).rows).toEqual([]);
    expect((await c.list(c.intake, { q: number })).rows.map((row) => row.slug)).toEqual([slug]);
    expect((await c.list(c.intake, { q: number.slice(1) })).total).toBe(1);
    const { error } = await c.hub.visitor.rpc('browse_desk_complaints', {});
    expect(error).not.toBeNull();
  });

  it('is narrowed by every filter it offers', async () => {
    const { slug } = await c.filed({ category: 'site_danger', source: 'hotline', external_ref: 'H-1' });
    await c.step(c.intake, slug, 'tag', { tags: ['渗漏专项'] });
    await c.step(c.intake, slug, 'assign', { officer: c.handler.id });
    await c.step(c.province, slug, 'supervise', { reason: '群众反映强烈' });
    const one = [
      { category: 'site_danger' },
      { source: 'hotline' },
      { tag: '渗漏专项' },
      { assignee: c.handler.id },
      { urgent: true },
      { supervised: true },
      { state: 'registered', category: 'site_danger' },
      { queue: 'intake', clock: 'new', source: 'hotline' },
      { visibility: 'awaiting', source: 'hotline' },
      { project: c.project, source: 'hotline' },
      { division: '420100', source: 'hotline' }
    ];
    for (const filters of one)
      expect(
        (await c.list(c.intake, filters)).rows.map((row) => row.slug),
        JSON.stringify(filters)
      ).toEqual([slug]);
    expect((await c.list(c.handler, { assignee: 'mine' })).rows.map((row) => row.slug)).toEqual([slug]);
    const none = [
      { category: 'retaliation' },
      { held: true },
      { clock: 'overdue' },
      { queue: 'done' },
      { tag: '无此' },
      { division: '420600' },
      { q: '没有这个项目' },
      { assignee: 'nobody', source: 'hotline' }
    ];
    for (const filters of none)
      expect((await c.list(c.intake, filters)).total, JSON.stringify(filters)).toBe(0);
  });

  it('puts the last days first, and counts what is late', async () => {
    const { slug } = await c.filed({ category: 'cracks' });
    await c.hub.sql.query(`update public.complaints set due_on = private.today() - 3 where slug = $1`, [
      slug
    ]);
    const found = await c.list(c.intake);
    expect(found.rows[0]?.slug).toBe(slug);
    expect(found.rows[0]?.overdue).toBe(true);
    expect(found.counts).toMatchObject({ overdue: 1, mine: 0 });
    expect(found.counts.intake).toBe(found.total);
    expect((await c.list(c.intake, { clock: 'overdue' })).rows.map((row) => row.slug)).toEqual([slug]);
    const pages = await Promise.all([1, 2, 3].map((page) => c.list(c.intake, {}, page, 1)));
    expect(pages.map(({ rows }) => rows[0]?.slug)).toEqual(found.rows.map((row) => row.slug).slice(0, 3));
  });

  it('keeps filters for the officer who saved them', async () => {
    const { error } = await c.intake.db.rpc('save_complaint_filter', { name: '我的', query: 'queue=intake' });
    expect(error).toBeNull();
    expect((await c.list(c.intake)).saved).toMatchObject([{ name: '我的', query: 'queue=intake' }]);
    expect((await c.list(c.handler)).saved).toEqual([]);
    const filter = (await c.list(c.intake)).saved[0]?.filter_id;
    await c.handler.db.rpc('remove_complaint_filter', { filter });
    expect((await c.list(c.intake)).saved).toHaveLength(1);
    await c.intake.db.rpc('remove_complaint_filter', { filter });
    expect((await c.list(c.intake)).saved).toEqual([]);
    const refused = await c.developer.db.rpc('save_complaint_filter', { name: 'x', query: '' });
    expect(refused.error?.message).toBe('not_your_act');
    const wrong = await c.intake.db.rpc('save_complaint_filter', { name: 'x', query: 'a b' });
    expect(wrong.error?.message).toBe('complaint_filter_wrong');
  });

  it('has a map and a file without a person, and a workload', async () => {
    for (const verb of ['map_desk_complaints', 'export_desk_complaints', 'desk_workload']) {
      const { data, error } = await c.intake.db.rpc(verb, {});
      expect(error, verb).toBeNull();
      withheld(data);
    }
    const { data } = await c.intake.db.rpc('desk_workload', {});
    expect(data).toEqual(
      expect.arrayContaining([expect.objectContaining({ user_id: c.handler.id, open: 1 })])
    );
    const { data: elsewhere } = await c.abroad.db.rpc('export_desk_complaints', {});
    expect(elsewhere).toEqual([]);
  });
});

describe('a case', () => {
  it('is read whole by those in charge and by superiors, and by nobody else', async () => {
    const { slug } = await c.filed();
    for (const who of [c.intake, c.handler, c.follower, c.province]) {
      const found = await c.atDesk(who, slug);
      expect(found?.statement?.description).toBe(canary.description);
      expect(found?.has_contact).toEqual(['name', 'phone', 'address']);
      // which there are, never what they are
      expect(JSON.stringify(found)).not.toContain(canary.phone);
      expect(JSON.stringify(found)).not.toContain(canary.address);
    }
    for (const who of [c.abroad, c.developer, c.contractor]) expect(await c.atDesk(who, slug)).toBeNull();
    expect(await c.atDesk(c.intake, 'nothere000')).toBeNull();
  });

  it('tells what may be done, and why not', async () => {
    const { slug } = await c.filed();
    expect((await c.atDesk(c.intake, slug))?.acts).toEqual(
      expect.arrayContaining(['accept', 'not_accept', 'transfer', 'note'])
    );
    expect((await c.atDesk(c.handler, slug))?.acts).not.toContain('accept');
    await c.step(c.intake, slug, 'accept');
    const reply = { text: '已派人维修，三日内完成防水', outcome: 'substantiated', result: 'explained' };
    expect(await c.step(c.leader, slug, 'reply', reply)).toBe('replied');
    const blocked = await c.atDesk(c.leader, slug);
    expect(blocked?.blocked).toMatchObject({
      close: 'follow_up_must_differ',
      reopen: 'follow_up_must_differ'
    });
    expect((await c.atDesk(c.follower, slug))?.acts).toContain('close');
  });

  it('is gone for whoever recused themselves, and for the person', async () => {
    const { slug } = await c.filed();
    expect(await c.step(c.handler, slug, 'recuse', { reason: '与投诉人是亲属' })).toBe('registered');
    expect(await c.atDesk(c.handler, slug)).toBeNull();
    expect((await c.list(c.handler)).rows.map((row) => row.slug)).not.toContain(slug);
    expect((await c.atDesk(c.intake, slug))?.events.map(({ event }) => event)).toContain('recused');
    const { slug: own } = await c.filed({ filer: c.intake.id });
    expect(await c.atDesk(c.intake, own)).toBeNull();
    expect((await c.list(c.intake)).rows.map((row) => row.slug)).not.toContain(own);
    expect((await c.list(c.leader)).rows.map((row) => row.slug)).toContain(own);
  });

  it('is read by the bureau that sent it while the other may object, and listed once it does', async () => {
    const [row] = await c.hub.sql.query(
      `select o.slug from public.organizations o where o.organization_id = $1`,
      [c.abroad.organization]
    );
    const { slug } = await c.filed();
    expect(await c.step(c.intake, slug, 'transfer', { bureau: row?.slug, reason: '属于该市管辖' })).toBe(
      'transferred'
    );
    expect((await c.atDesk(c.abroad, slug))?.capacities).toContain('intake');
    expect(await c.atDesk(c.intake, slug)).not.toBeNull();
    expect(await c.step(c.abroad, slug, 'object', { reason: '项目不在本市' })).toBe('objected');
    expect((await c.list(c.intake, { queue: 'objection' })).rows.map((one) => one.slug)).toEqual([slug]);
    expect((await c.atDesk(c.intake, slug))?.acts).toContain('take_back');
    expect(await c.step(c.intake, slug, 'take_back')).toBe('registered');
    expect(await c.atDesk(c.abroad, slug)).toBeNull();
  });
});

describe('an extract', () => {
  it('is all that its company ever reads', async () => {
    const { slug, number } = await c.filed();
    await c.step(c.intake, slug, 'accept');
    const organization = await c.slugOfCompany(c.developer);
    const text = '有住户反映卫生间渗漏，请说明防水施工与检测情况';
    expect(await c.step(c.handler, slug, 'extract', { organization, text })).toBe('accepted');
    const [one = ''] = await c.extracts(slug);
    const read = await c.extractOf(c.developer, one);
    expect(read).toMatchObject({ text, open: true, may_answer: true, project: { slug: c.project } });
    expect(read?.rule?.basis).toContain('企业');
    withheld(read);
    const said = JSON.stringify(read);
    for (const hidden of [slug, number, 'seepage']) expect(said).not.toContain(hidden);
    for (const who of [c.contractor, c.handler, c.abroad]) expect(await c.extractOf(who, one)).toBeNull();
    const { data } = await c.developer.db.rpc('my_extracts', {});
    expect(data).toMatchObject({ open: 1, overdue: 0, total: 1 });
    expect((await c.contractor.db.rpc('my_extracts', {})).data).toMatchObject({ total: 0, rows: [] });
    const answer = await c.developer.db.rpc('answer_extract', { slug: one, text: '防水已返工，附检测' });
    expect(answer.error).toBeNull();
    expect(await c.extractOf(c.developer, one)).toMatchObject({ open: false, reply: '防水已返工，附检测' });
    expect((await c.atDesk(c.handler, slug))?.extracts).toMatchObject([{ reply: '防水已返工，附检测' }]);
  });
});

describe('templates and routes', () => {
  it('are kept by those with the duty, for their own bureau and place', async () => {
    const [row] = await c.hub.sql.query(`select slug from public.organizations where organization_id = $1`, [
      c.handler.organization
    ]);
    const bureau = row?.slug;
    const template = {
      template: null,
      bureau,
      act: 'reply',
      category: 'seepage',
      title: '渗漏答复',
      body: '经查，情况属实。'
    };
    const refused = await c.intake.db.rpc('save_complaint_template', template);
    expect(refused.error?.message).toBe('not_your_act');
    expect((await c.abroad.db.rpc('save_complaint_template', template)).error?.message).toBe('not_your_act');
    const saved = await c.handler.db.rpc('save_complaint_template', template);
    expect(saved.error).toBeNull();
    expect((await c.handler.db.rpc('save_complaint_template', template)).error?.message).toBe(
      'complaint_template_exists'
    );
    const wrong = await c.handler.db.rpc('save_complaint_template', { ...template, title: 'x'.repeat(61) });
    expect(wrong.error?.message).toBe('complaint_template_wrong');
    const { slug } = await c.filed();
    expect((await c.atDesk(c.intake, slug))?.templates).toMatchObject([{ act: 'reply', title: '渗漏答复' }]);
    const { slug: other } = await c.filed({ category: 'cracks' });
    expect((await c.atDesk(c.intake, other))?.templates).toEqual([]);
    expect(
      (await c.abroad.db.rpc('remove_complaint_template', { template: saved.data })).error?.message
    ).toBe('not_your_act');
    expect((await c.leader.db.rpc('remove_complaint_template', { template: saved.data })).error).toBeNull();

    const route = { division: '420100', category: 'cracks', bureau };
    for (const who of [c.handler, c.abroad])
      expect((await who.db.rpc('save_complaint_route', route)).error?.message).toBe('outside_own_division');
    const routed = await c.leader.db.rpc('save_complaint_route', route);
    expect(routed.error).toBeNull();
    const far = await c.province.db.rpc('save_complaint_route', { ...route, division: '420600' });
    expect(far.error?.message).toBe('complaint_route_wrong');
    expect((await c.abroad.db.rpc('remove_complaint_route', { route: routed.data })).error?.message).toBe(
      'outside_own_division'
    );
    expect((await c.leader.db.rpc('remove_complaint_route', { route: routed.data })).error).toBeNull();
  });
});
