import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { verificationsOf } from '#lib/findings/schema.ts';
import { differs, matched, openFindings, type Findings } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';

let f: Findings;
beforeAll(async () => {
  f = await openFindings();
});
afterAll(() => f.hub.close());

async function visit(): Promise<[Guest, string]> {
  await f.goTo(null);
  const { slug, people } = await f.visitDay(['expert']);
  const [finder] = people;
  if (!finder) throw new Error('nobody');
  return [finder, slug];
}
const eventsOf = async (slug: string) =>
  z
    .array(z.object({ event: z.string(), by: z.string(), due_on: z.string().nullable() }))
    .parse(
      await f.hub.sql.query(
        `select e.event, e.by, e.due_on::text from public.finding_events e join public.findings x using (finding_id) where x.slug = $1 order by e.event_id`,
        [slug]
      )
    );

describe('when nobody acts', () => {
  it('a finding goes on to the developer, to verification, and to the public', async () => {
    const [finder, day] = await visit();
    const { slug } = await f.sent(finder, day, [differs()]);
    await f.sweep();
    expect((await f.state(slug)).state).toBe('submitted');
    await f.past(slug);
    expect(await f.sweep()).toMatchObject({ moved: 1 });
    expect((await f.state(slug)).state).toBe('awaiting_reply');
    await f.past(slug);
    await f.sweep();
    expect((await f.state(slug)).state).toBe('under_verification');
    expect(await f.page(slug)).toBeNull();
    await f.past(slug);
    expect(await f.sweep()).toMatchObject({ published: 1 });
    expect(await f.page(slug)).toMatchObject({
      state: 'under_verification',
      published_as: 'unverified',
      outcome: 'unverified',
      reply: 'none',
      overdue: true
    });
    expect(await f.told(slug)).toEqual(['finding.published', 'finding.overdue']);
    expect((await eventsOf(slug)).map(({ event, by }) => `${event} ${by}`)).toEqual([
      'submitted finder',
      'triaged clock',
      'passed clock',
      'escalated clock',
      'published clock'
    ]);
    expect(await f.days.toldTo(f.second)).toContain('finding.overdue');
    // told once
    expect(await f.sweep()).toEqual({ moved: 0, published: 0, told: 0 });

    // a late reply and a late decision are public at once
    const contested = { slug, stance: 'contests', reply: '检测报告以备案版本为准，请核对' };
    expect(await f.step(f.developer, 'reply_finding', contested)).toMatchObject({
      state: 'under_verification'
    });
    expect(await f.page(slug)).toMatchObject({ reply: 'contests', reply_late: true });
    expect(await f.step(f.developer, 'reply_finding', contested)).toBe('reply_given');
    expect(await f.step(f.handler, 'decide_finding', { slug, lines: [f.decision(1)] })).toBe(
      'opinion_required'
    );
    await f.days.supervisors('expert');
    await f.hub.sql.query(
      `insert into public.finding_opinions (finding_id, supervisor_id, state, answered_at)
       select x.finding_id, s.supervisor_id, 'given', now() from public.findings x, public.supervisors s where x.slug = $1 and s.user_id <> $2 limit 1`,
      [slug, finder.id]
    );
    const done = await f.step(f.handler, 'decide_finding', { slug, lines: [f.decision(1)] });
    expect(done).toMatchObject({ state: 'published' });
    expect(await f.page(slug)).toMatchObject({
      state: 'published',
      published_as: 'decided',
      outcome: 'substantiated'
    });
    expect(await f.told(slug)).toEqual([
      'finding.published',
      'finding.overdue',
      'finding.answered',
      'finding.decided'
    ]);
  });

  it('each last day follows from its event and the rule', async () => {
    const rows = await f.hub.sql.query(`
      select e.event from public.finding_events e join public.deadline_rules r using (deadline_rule_id)
      where e.due_on is distinct from private.add_days(private.day_of(e.at), r.days, r.day_kind)
      union all
      select e.event from public.rectification_events e join public.deadline_rules r using (deadline_rule_id)
      where e.due_on is distinct from private.add_days(private.day_of(e.at), r.days, r.day_kind)`);
    expect(rows).toEqual([]);
    const [row] = await f.hub.sql.query(
      `select count(*)::int as n from public.finding_events where deadline_rule_id is not null`
    );
    expect(z.number().parse(row?.n)).toBeGreaterThanOrEqual(3);
    const [standing] = await f.hub.sql.query(`
      select count(*)::int as n from public.findings x where x.state in ('submitted', 'awaiting_reply', 'under_verification', 'decided')
        and x.due_on is distinct from (select e.due_on from public.finding_events e where e.finding_id = x.finding_id and e.due_on is not null order by e.event_id desc limit 1)`);
    expect(standing?.n).toBe(0);
  });
});

describe('the clock', () => {
  it('needs no reply of a report in which all matched', async () => {
    const [finder, day] = await visit();
    const { slug } = await f.sent(finder, day, [matched()]);
    expect(await f.triage(f.clerk, [slug])).toMatchObject([{ state: 'under_verification' }]);
    expect(await f.step(f.developer, 'reply_finding', { slug, stance: 'accepts', reply: '谢谢' })).toBe(
      'finding_act_refused'
    );
    await f.step(f.handler, 'decide_finding', { slug, lines: [f.decision(1)] });
    await f.past(slug);
    await f.sweep();
    expect(await f.page(slug)).toMatchObject({
      outcome: 'matched',
      reply: null,
      rectification: { total: 0 }
    });
    const stands = verificationsOf.parse(
      await f.must(f.hub.visitor, 'disclosure_verifications', { slugs: [f.disclosure] })
    )[f.disclosure];
    expect(stands?.confirmed).toBe(1);
    expect(stands?.categories.expert).toBeGreaterThanOrEqual(1);
  });

  it('tells of each rectification that is late, once for each of its last days', async () => {
    const [finder, day] = await visit();
    const slug = await f.published(finder, day, [differs(), { kind: 'free', note: '外墙脚手架缺少安全网' }]);
    await f.past(slug);
    expect((await f.sweep()).told).toBeGreaterThanOrEqual(2);
    expect(await f.page(slug)).toMatchObject({ rectification: { total: 2, overdue: 2 } });
    expect((await f.sweep()).told).toBe(0);
    const [row] = await f.hub.sql.query('select private.today()::text as day');
    const plan = { slug, line: 1, plan: '更换不合格批次', fix_by: f.dayAfter(String(row?.day), 5) };
    expect(
      await f.fix(f.developer, 'plan_rectification', { ...plan, fix_by: f.dayAfter(String(row?.day), 200) })
    ).toBe('fix_by_range');
    expect(await f.fix(f.developer, 'plan_rectification', plan)).toMatchObject({ state: 'planned' });
    expect(await f.page(slug)).toMatchObject({ rectification: { total: 2, overdue: 1 } });
    await f.goTo(f.dayAfter(plan.fix_by));
    await f.sweep();
    expect(await f.page(slug)).toMatchObject({ rectification: { total: 2, overdue: 2 } });
    expect((await f.told(slug)).filter((kind) => kind === 'rectification.overdue')).toHaveLength(3);
    const override = { slug, line: 2, outcome: 'closed' };
    expect(await f.fix(f.second, 'override_rectification', { ...override, reason: '' })).toBe(
      'reason_missing'
    );
    expect(
      await f.fix(f.second, 'override_rectification', { ...override, reason: '该部位已拆除' })
    ).toMatchObject({ state: 'closed' });
    const page = await f.page(slug);
    if (!page || !('line_list' in page)) throw new Error('not public');
    expect(page.line_list[1]?.rectification).toMatchObject({
      closed_by: 'bureau',
      override_reason: '该部位已拆除'
    });
    expect(await f.days.toldTo(f.developer)).toContain('rectification.overdue');
  });

  it('reminds the developer the day before, once', async () => {
    const [finder, day] = await visit();
    const { slug } = await f.sent(finder, day, [differs()]);
    await f.triage(f.clerk, [slug]);
    const before = (await f.days.toldTo(f.developer)).filter((kind) => kind === 'finding.due_soon').length;
    await f.goTo((await f.state(slug)).due_on);
    await f.sweep();
    await f.sweep();
    const after = (await f.days.toldTo(f.developer)).filter((kind) => kind === 'finding.due_soon').length;
    expect(after).toBeGreaterThan(before);
    await f.sweep();
    expect((await f.days.toldTo(f.developer)).filter((kind) => kind === 'finding.due_soon')).toHaveLength(
      after
    );
  });
});
