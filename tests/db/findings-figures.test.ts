import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskList, figures, findingRules, projectFindings } from '#lib/findings/desk-schema.ts';
import { browsed, mapped, verificationsOf } from '#lib/findings/schema.ts';
import { differs, matched, openFindings, type Findings } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';

let f: Findings;
let people: Guest[];
let day: string;
const slugs: Record<string, string> = {};

const today = async () => String((await f.hub.sql.query('select private.today()::text as day'))[0]?.day);
const claim = async (slug: string) =>
  f.fix(f.developer, 'claim_rectification', {
    slug,
    line: 1,
    note: '已经整改',
    before: [await f.document('整改前')],
    after: [await f.document('整改后')]
  });

beforeAll(async () => {
  f = await openFindings();
  ({ slug: day, people } = await f.visitDay(['expert', 'media', 'deputy', 'expert']));
  const [a, b, c, d] = people;
  if (!a || !b || !c || !d) throw new Error('nobody');
  // closed by the finder, closed by the bureau, claimed, only told; one unfounded, one matched, one out of scope
  for (const [name, who] of [
    ['closed', a],
    ['overridden', b],
    ['claimed', c],
    ['open', d]
  ] as const)
    slugs[name] = await f.decided(who, day, [differs()]);
  slugs.unfounded = await f.decided(a, day, [differs()], { 1: 'not_substantiated' });
  slugs.matched = await f.sent(b, day, [matched()]).then(({ slug }) => slug);
  slugs.outside = await f.sent(c, day, [{ kind: 'free', note: '门口停车不便' }]).then(({ slug }) => slug);
  slugs.waiting = await f.sent(d, day, [differs()]).then(({ slug }) => slug);
  await f.triage(f.clerk, [slugs.matched]);
  await f.triage(f.clerk, [slugs.outside], 'out_of_scope', { reason: '与工程质量无关' });
  await f.step(f.handler, 'decide_finding', { slug: slugs.matched, lines: [f.decision(1)] });
  const { due_on } = await f.state(slugs.open ?? '');
  await f.goTo(due_on);
  await f.sweep();
  const opened = await today();
  await f.goTo(f.dayAfter(opened, 2));
  for (const name of ['closed', 'claimed']) await claim(slugs[name] ?? '');
  await f.fix(a, 'reinspect_rectification', { slug: slugs.closed, line: 1, fixed: true });
  await f.goTo(f.dayAfter(opened, 6));
  await f.fix(f.second, 'override_rectification', {
    slug: slugs.overridden,
    line: 1,
    outcome: 'closed',
    reason: '该部位已经拆除'
  });
});
afterAll(() => f.hub.close());

const read = async (scope: object, from: string | null = null, to: string | null = null) =>
  figures.parse(await f.must(f.hub.visitor, 'finding_figures', { scope, from_day: from, to_day: to }));

describe('figures', () => {
  const fix = {
    substantiated: 4,
    claimed: 3,
    re_inspected: 1,
    finder_confirmed: 1,
    overridden: 1,
    overdue: 0,
    reopened: 0,
    median_days: 4
  };

  const { reopened: _, ...row } = fix;

  it('count in three grades over what was substantiated', async () => {
    const all = await read({});
    expect(all.fix).toEqual(fix);
    expect(all).toMatchObject({
      submitted: 7,
      out_of_scope: 1,
      published: 6,
      unverified: 0,
      decided: 6,
      replied: 5,
      outcomes: { substantiated: 4, not_substantiated: 1, matched: 1 },
      by_item: [{ item: 'rebar_tests', matched: 1, differs: 4 }]
    });
    expect(all.by_city).toMatchObject([{ division_code: '420100', published: 6, ...row }]);
    expect(all.by_developer).toMatchObject([{ name: '测试房地产开发有限公司', published: 6 }]);
    expect(all.by_month).toMatchObject([{ published: 6, substantiated: 4 }]);
  });

  it('are those of a division, a company, a project, a time', async () => {
    for (const scope of [{ division: '420000' }, { division: '420102' }, { project: f.project }])
      expect((await read(scope)).published).toBe(6);
    expect((await read({ division: '420600' })).published).toBe(0);
    expect((await read({ division: '420600' })).fix).toMatchObject({ substantiated: 0, median_days: null });
    const all = await read({});
    expect((await read({ organization: all.by_developer[0]?.slug })).fix).toEqual(fix);
    expect((await read({}, '2020-01-01', '2020-12-31')).submitted).toBe(0);
  });

  it('tell of one supervisor nothing until there are five visits', async () => {
    const [row] = await f.hub.sql.query(
      'select number, supervisor_id from public.supervisors where user_id = $1',
      [people[0]?.id]
    );
    const scope = { supervisor: row?.number };
    expect((await read(scope)).supervisor).toEqual({ visits: null, findings: null, substantiated: null });
    await f.hub.sql.query(
      `insert into public.visits (open_day_id, project_id, division_code, supervisor_id, category, kind, check_in_id, checked_in_at)
       select v.open_day_id, v.project_id, v.division_code, v.supervisor_id, v.category, v.kind, v.check_in_id, v.checked_in_at
       from public.visits v, generate_series(1, 4) where v.supervisor_id = $1`,
      [row?.supervisor_id]
    );
    expect((await read(scope)).supervisor).toEqual({ visits: 5, findings: 2, substantiated: 1 });
    expect((await read({})).supervisor).toBeNull();
  });
});

describe('the public', () => {
  const list = async (filters: object) =>
    browsed.parse(await f.must(f.hub.visitor, 'browse_findings', { filters }));

  it('reads what is public, and counts it with the same filters', async () => {
    const all = await list({});
    expect([all.total, all.rows.length, all.outcomes]).toEqual([
      6,
      6,
      { substantiated: 4, not_substantiated: 1, matched: 1 }
    ]);
    expect(all.rows.map(({ slug }) => slug)).not.toContain(slugs.waiting);
    const expected: [object, number][] = [
      [{ outcome: 'substantiated' }, 4],
      [{ rectification: 'open' }, 2],
      [{ rectification: 'closed' }, 2],
      [{ rectification: 'overdue' }, 0],
      [{ category: 'deputy' }, 1],
      [{ item: 'rebar_tests' }, 6],
      [{ item: 'concrete_tests' }, 0],
      [{ project: f.project }, 6],
      [{ city: '420100' }, 6],
      [{ district: '420600' }, 0],
      [{ urgent: true }, 0],
      [{ q: all.rows[0]?.number.toLowerCase() }, 1],
      [{ from: '2100-01-01' }, 0]
    ];
    for (const [filters, total] of expected)
      expect((await list(filters)).total, JSON.stringify(filters)).toBe(total);
    expect(await f.page(slugs.waiting ?? '')).toBeNull();
    expect(await f.page(slugs.outside ?? '')).toBeNull();
  });

  it('sees them on the map, on the project, and beside the disclosure', async () => {
    await f.hub.sql.query(
      `update public.projects set lat = 30.6, lng = 114.3, location_quality = 'verified' where project_id = $1`,
      [f.project_id]
    );
    const points = mapped.parse(await f.must(f.hub.visitor, 'map_findings', { box: [114, 30, 115, 31] }));
    expect(points.map(({ rectification }) => rectification ?? '').sort()).toEqual([
      '',
      '',
      'closed',
      'closed',
      'open',
      'open'
    ]);
    expect(mapped.parse(await f.must(f.hub.visitor, 'map_findings', { box: [0, 0, 1, 1] }))).toEqual([]);
    const whole = projectFindings.parse(await f.must(f.hub.visitor, 'project_findings', { slug: f.project }));
    expect([whole.total, whole.rows.length]).toEqual([6, 6]);
    const stands = { status: 'disputed', confirmed: 1, disputed: 2, resolved: 2, pending: 0 };
    expect(whole.verifications).toMatchObject([{ item: 'rebar_tests', ...stands }]);
    const one = verificationsOf.parse(
      await f.must(f.hub.visitor, 'disclosure_verifications', { slugs: [f.disclosure, 'nothing'] })
    );
    expect(one).toMatchObject({
      [f.disclosure]: { ...stands, categories: { expert: 2, media: 2, deputy: 1 } }
    });
    expect(Object.keys(one)).toEqual([f.disclosure]);
    expect(
      findingRules.parse(await f.must(f.hub.visitor, 'finding_rules', {})).steps.map(({ rule }) => rule?.days)
    ).toEqual([2, 5, 10, 10, 1, 7, 30, 10]);
  });
});

describe('the desk', () => {
  const queue = async (filters: object, who = f.second) =>
    deskList.parse(await f.must(who.db, 'browse_desk_findings', { filters }));

  it('has queues that add up, urgent first, then by last day', async () => {
    const all = await queue({});
    expect(all.queues).toEqual({ triage: 1, rectify: 1, reinspect: 1 });
    expect(all.total).toBe(3);
    expect(all.rows.map(({ due_on }) => due_on)).toEqual(all.rows.map(({ due_on }) => due_on).toSorted());
    expect((await queue({ queue: 'triage' })).rows.map(({ slug }) => slug)).toEqual([slugs.waiting]);
    expect((await queue({ queue: 'done' })).total).toBe(5);
    expect((await queue({ state: 'out_of_scope' })).rows.map(({ slug }) => slug)).toEqual([slugs.outside]);
    expect((await queue({ overdue: true })).total).toBe(all.overdue);
    expect((await queue({ assignee: 'none', project: f.project })).total).toBe(3);
    expect((await queue({}, f.stranger)).total).toBe(0);
    const company = await queue({}, f.developer);
    expect([company.queues, company.officers]).toEqual([{ rectify: 1, reinspect: 1 }, []]);
  });
});
