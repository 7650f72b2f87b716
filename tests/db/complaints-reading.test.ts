import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rules } from '#lib/complaints/reading/schema.ts';
import { openPublicComplaints, secret, type PublicComplaints } from '#tests/support/complaints-public.ts';

const journalOf = z.object({
  entries: z.array(
    z.looseObject({ kind: z.string(), project_id: z.string().nullable(), facts: z.looseObject({}) })
  )
});
let c: PublicComplaints;
const slugs: Record<string, string> = {};
const at = (name: string) => slugs[name] ?? '';

beforeAll(async () => {
  c = await openPublicComplaints();
  await c.goTo(null);
  slugs.waiting = (await c.file()).receipt.slug;
  slugs.private = (await c.file({ public: false })).receipt.slug;
  slugs.open = (await c.published({ category: 'cracks' }, '楼板裂缝')).slug;
  slugs.closed = (await c.published({}, '屋面渗水')).slug;
  await c.answered(at('closed'));
  await c.closed(at('closed'));
  await c.byPerson(at('closed'), 'rate', { rating: 2, solved: false, text: secret });
  slugs.coarse = (await c.published({ coarse_place: true, coarse_time: true }, '卫生间返水')).slug;
  await c.step(c.intake, at('coarse'), 'accept');
  slugs.stub = (await c.file()).receipt.slug;
  await c.step(c.intake, at('stub'), 'publish', { as: 'stub' });
  await c.answered(at('stub'));
  slugs.gone = (await c.published({}, '后来不公开的标题')).slug;
  await c.answered(at('gone'));
  await c.step(c.intake, at('gone'), 'keep_private', { reason: '涉及投诉人隐私' });
  slugs.placed = (await c.file({ division: '420102', lat: 30.61234567, lng: 114.31234567 })).receipt.slug;
  await c.step(c.intake, at('placed'), 'publish', c.words('公寓楼道积水'));
});
afterAll(() => c.hub.close());

const everything = async () =>
  JSON.stringify([
    await c.list(),
    await c.map(),
    await c.ofProject(),
    await c.journal(),
    await c.journal({ project_id: c.project_id }),
    ...(await Promise.all(Object.values(slugs).map((slug) => c.read(slug)))),
    await c.anyone('complaint_rules'),
    await c.anyone('nearby_complaints', { project: c.project })
  ]);

describe('the public', () => {
  it('finds no complaint that is awaiting, private or held in any read', async () => {
    expect([await c.read(at('waiting')), await c.read(at('private')), await c.read('nothing')]).toEqual([
      null,
      null,
      null
    ]);
    const held = (await c.file({ held: true })).receipt.slug;
    const all = await everything();
    for (const slug of [at('waiting'), at('private'), held]) expect(all).not.toContain(slug);
    expect((await c.list()).rows.map(({ slug }) => slug).sort()).toEqual(
      ['open', 'closed', 'coarse', 'stub', 'placed'].map(at).sort()
    );
  });

  it('reads nothing that the person wrote', async () => {
    expect(await everything()).not.toContain('金丝雀');
  });

  it('reads what was found, what came of it, and whether the person agrees', async () => {
    const found = await c.whole(at('closed'));
    expect(found).toMatchObject({
      state: 'closed',
      group: 'ended',
      outcome: 'substantiated',
      result: 'fixed',
      solved: false,
      reply: '现场核查属实，施工单位已完成防水维修。',
      close_reason: '已电话回访，问题解决',
      project: { slug: c.project },
      bureau: { name: 'bureau of reviewer@x.cn' }
    });
    expect(found.steps.map(({ event }) => event)).toEqual([
      'registered',
      'published',
      'accepted',
      'replied',
      'closed',
      'rated'
    ]);
    expect(found.steps.at(-1)).toMatchObject({ by: 'person', reason: null, solved: false });
    const notice = found.clocks.find(({ clock }) => clock === 'notice');
    expect(notice?.rule?.basis).toContain('《信访工作条例》第二十三条');
    expect(found.clocks.map(({ clock }) => clock)).not.toContain('review_apply');
  });

  it('reads of a stub kind, place and steps, without words', async () => {
    const found = await c.whole(at('stub'));
    expect(found).toMatchObject({
      ...{ as: 'stub', title: null, text: null, reply: null, outcome: 'substantiated' },
      category_name: '渗漏'
    });
    expect(found.steps.map(({ event }) => event)).toContain('replied');
    const told = journalOf
      .parse(await c.journal())
      .entries.filter((one) => one.facts.complaint === at('stub'));
    expect(told.map(({ kind }) => kind).sort()).toEqual([
      'complaint.accepted',
      'complaint.answered',
      'complaint.published'
    ]);
    expect(JSON.stringify(told)).not.toContain('防水维修');
  });

  it('reads of one that is kept private now that it was public, and its words nowhere', async () => {
    expect(await c.read(at('gone'))).toMatchObject({ withheld: true, category_name: '渗漏' });
    const all = await everything();
    expect(all).not.toContain('后来不公开的标题');
    expect(all).toContain('"complaint.withheld"');
    expect((await c.list({ q: '后来不公开' })).total).toBe(0);
  });

  it('learns of a coarse one the district and the month alone', async () => {
    const found = await c.whole(at('coarse'));
    expect(found).toMatchObject({ project: null, clock: null, due_on: null, clocks: [] });
    expect(found.filed).toMatch(/^\d{4}-\d{2}$/);
    expect(found.steps.every(({ on }) => /^\d{4}-\d{2}$/.test(on))).toBe(true);
    const [work] = await c.hub.sql.query('select name from public.projects where project_id = $1', [
      c.project_id
    ]);
    for (const filters of [{ project: c.project }, { q: work?.name }, { organization: await developer() }]) {
      const slugs = (await c.list(filters)).rows.map(({ slug }) => slug);
      expect(slugs).toContain(at('open'));
      expect(slugs).not.toContain(at('coarse'));
    }
    expect((await c.ofProject()).rows.map(({ slug }) => slug)).not.toContain(at('coarse'));
    expect(JSON.stringify(await c.journal({ project_id: c.project_id }))).not.toContain(at('coarse'));
    const { points, districts } = await c.map();
    expect(points.map(({ slug }) => slug)).not.toContain(at('coarse'));
    expect(districts.find(({ division_code }) => division_code === found.place?.division_code)?.count).toBe(
      1
    );
  });

  it('is told old entries as coarse as the person asked later', async () => {
    const { slug } = await c.published({}, '外墙空鼓');
    const before = JSON.stringify(await c.journal({ project_id: c.project_id }));
    expect(before).toContain(slug);
    await c.byPerson(slug, 'coarsen');
    expect(JSON.stringify(await c.journal({ project_id: c.project_id }))).not.toContain(slug);
    const mine = journalOf.parse(await c.journal()).entries.filter((one) => one.facts.complaint === slug);
    expect(mine.length).toBeGreaterThan(1);
    for (const { project_id, facts } of mine) {
      expect(project_id).toBeNull();
      expect(facts).not.toHaveProperty('slug');
      expect(facts).not.toHaveProperty('lat');
      expect(facts).not.toHaveProperty('due_on');
      expect(facts.filed).toMatch(/^\d{4}-\d{2}$/);
    }
    expect((await c.ofProject()).rows.map((row) => row.slug)).not.toContain(slug);
    await c.step(c.intake, slug, 'keep_private', { reason: '只为下面的数数' });
  });

  it('narrows the list by place, kind, group, words', async () => {
    const expected: [object, string[]][] = [
      [{ category: 'cracks' }, ['open']],
      [{ group: 'ended' }, ['closed']],
      [{ group: 'answered' }, ['stub']],
      [{ group: 'open', city: '420100' }, ['open', 'coarse', 'placed']],
      [{ district: '420102' }, ['open', 'closed', 'coarse', 'stub', 'placed']],
      [{ city: '420600' }, []],
      [{ outcome: 'substantiated' }, ['closed', 'stub']],
      [{ project: c.project }, ['open', 'closed', 'stub']],
      [{ q: '裂缝' }, ['open']],
      [{ q: '100%_' }, []],
      [{ overdue: true }, []],
      [{ supervised: true }, []]
    ];
    for (const [filters, names] of expected) {
      const found = await c.list({ ...filters });
      expect([JSON.stringify(filters), found.rows.map(({ slug }) => slug).sort()]).toEqual([
        JSON.stringify(filters),
        names.map(at).sort()
      ]);
      expect(found.total).toBe(names.length);
    }
    expect((await c.list({ group: 'ended' })).groups).toEqual({ open: 3, answered: 1, ended: 1 });
    for (const sort of ['published', '-due', 'changed'])
      expect((await c.list({}, sort)).rows).toHaveLength(5);
  });

  it('sees those with a place on the map, marked ones to about a hundred metres', async () => {
    const { points } = await c.map();
    expect(points.map(({ slug }) => slug).sort()).toEqual(
      ['open', 'closed', 'stub', 'placed'].map(at).sort()
    );
    const placed = points.find(({ slug }) => slug === at('placed'));
    expect([placed?.lat, placed?.lng]).toEqual([30.612, 114.312]);
    expect((await c.map({ group: 'ended' })).points.map(({ slug }) => slug)).toEqual([at('closed')]);
  });

  it('has the sums of a project', async () => {
    expect(await c.ofProject()).toMatchObject({
      total: 3,
      open: 1,
      overdue: 0,
      answered: 2,
      verified: 2,
      fixed: 2
    });
    expect(await c.anyone('project_complaints', { slug: 'nothing' })).toBeNull();
  });

  it('counts others who reported the same from five on only', async () => {
    const { slug } = await c.published({}, '电梯厅渗水');
    const join = async (n: number) => {
      for (let i = 0; i < n; i += 1) await c.file({ join: slug });
    };
    expect((await c.whole(slug)).joined).toBeNull();
    await join(4);
    expect((await c.whole(slug)).joined).toBe('some');
    await join(1);
    const found = await c.whole(slug);
    expect(found.joined).toBe('5');
    expect(found.steps.map(({ event }) => event)).not.toContain('joined');
  });

  it('is not led by a coarse one to the project of what it is handled with', async () => {
    const { slug } = await c.published({ coarse_place: true }, '不说在哪里');
    await c.step(c.intake, slug, 'merge', { into: at('open'), reason: '同一栋楼同一问题' });
    expect((await c.whole(slug)).merged_into).toBeNull();
    const { entries } = journalOf.parse(await c.journal());
    const [merged] = entries.filter(
      ({ kind, facts }) => kind === 'complaint.merged' && facts.complaint === slug
    );
    expect(merged?.facts.number).toMatch(/^C/);
    expect(JSON.stringify(merged)).not.toContain(at('open'));
  });

  it('gets by mail what feeds tell', async () => {
    const { slug } = await c.published({}, '先公开后模糊');
    const [row] = await c.hub.sql.query(
      `insert into private.subscriptions (subscription_id, scope, sealed_address, address_hash, locale, frequency, state, confirmed_at, confirm_token_hash, unsubscribe_token_hash)
       values (gen_random_uuid(), jsonb_build_object('project_id', $1::text), 'x', 'y', 'zh', 'daily', 'active', now(), 'z', 'u') returning subscription_id as id`,
      [c.project_id]
    );
    const news = async () =>
      JSON.stringify(
        await c.must(c.hub.service, 'read_subscription_news', {
          ...{ subscription: String(row?.id), after_seq: 0, through_seq: 100_000, max_rows: 200 }
        })
      );
    expect(await news()).toContain(slug);
    await c.byPerson(slug, 'coarsen');
    expect(await news()).not.toContain(slug);
    await c.step(c.intake, slug, 'keep_private', { reason: '只为下面的数数' });
  });

  it('is led from a merged one to the one it is handled with', async () => {
    const { slug } = await c.published({}, '重复的一件');
    await c.step(c.intake, slug, 'merge', { into: at('open'), reason: '同一栋楼同一问题' });
    expect((await c.whole(slug)).merged_into).toMatchObject({ slug: at('open') });
  });

  it('reads that it is overdue and supervised once the clock says so', async () => {
    const { slug } = await c.published({}, '无人理会');
    await c.goTo(c.after(await c.today(), 20));
    for (let more = true; more;) more = await c.sweep();
    const found = await c.whole(slug);
    expect(found).toMatchObject({ overdue: true, supervised: true });
    expect(found.steps.map(({ event }) => event)).toEqual(expect.arrayContaining(['overdue', 'supervised']));
    expect((await c.list({ overdue: true })).rows.map((row) => row.slug)).toContain(slug);
    expect((await c.list({ supervised: true })).rows.map((row) => row.slug)).toContain(slug);
    await c.goTo(null);
  });

  it('reads the rules: days of each step with the article, and who may do what', async () => {
    const found = rules.parse(await c.anyone('complaint_rules'));
    const days = Object.fromEntries(found.steps.map(({ item, rules: all }) => [item, all[0]?.days]));
    expect(days).toMatchObject({
      notice: 15,
      answer: 60,
      extension: 30,
      objection: 5,
      review: 30,
      final: 30
    });
    const accept = found.transitions.find(({ act }) => act === 'accept');
    expect(accept).toMatchObject({ capacity: 'intake', from: ['registered', 'transferred'], to: 'accepted' });
    expect(found.categories.length).toBeGreaterThan(10);
  });
});

async function developer(): Promise<string> {
  const rows = await c.hub.sql.query(
    `select o.slug from public.organizations o join public.project_parties p using (organization_id) where p.role = 'developer' limit 1`
  );
  return String(rows[0]?.slug);
}
