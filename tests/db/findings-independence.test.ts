import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { verificationsOf } from '#lib/findings/schema.ts';
import { differs, openFindings, type Findings } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';
import type { TestPerson } from '#tests/support/database.ts';

let f: Findings;
let finder: Guest;
let other: Guest;
let day: string;
beforeAll(async () => {
  f = await openFindings();
  const visit = await f.visitDay(['expert', 'expert']);
  const [a, b] = visit.people;
  if (!a || !b) throw new Error('nobody');
  [finder, other, day] = [a, b, visit.slug];
});
afterAll(() => f.hub.close());

const sent = async () => (await f.sent(finder, day, [differs()])).slug;
const reply = (slug: string, stance = 'accepts', who: TestPerson | Guest = f.developer) =>
  f.step(who, 'reply_finding', { slug, stance, reply: '我方已经收到并核对了这件发现' });
const decide = (who: TestPerson | Guest, slug: string) =>
  f.step(who, 'decide_finding', { slug, lines: [f.decision(1)] });
const more = async () => {
  const visit = await f.goTo(null).then(() => f.visitDay(['expert', 'expert']));
  const [a, b] = visit.people;
  if (!a || !b) throw new Error('nobody');
  [finder, other, day] = [a, b, visit.slug];
};
const expert = async () => {
  const [one] = await f.days.supervisors('expert');
  if (!one) throw new Error('nobody');
  const [row] = await f.hub.sql.query('select number from public.supervisors where user_id = $1', [one.id]);
  return { who: one, number: String(row?.number) };
};

describe('whoever verifies', () => {
  it('is not who sorted it', async () => {
    const slug = await sent();
    await f.triage(f.second, [slug]);
    await reply(slug);
    expect(await decide(f.second, slug)).toBe('verifier_must_differ');
    expect((await f.atDesk(f.second, slug))?.acts).not.toContain('decide');
    expect((await f.atDesk(f.handler, slug))?.acts).toContain('decide');
    expect(await decide(f.handler, slug)).toMatchObject({ state: 'decided' });
  });

  it('does not supervise the site from day to day', async () => {
    const slug = await sent();
    await f.triage(f.clerk, [slug]);
    await reply(slug);
    const named = { project: f.project, officer: f.handler.id };
    expect(await f.ask(f.handler.db, 'set_site_officer', named)).toBe('reviewer_required');
    expect(await f.ask(f.second.db, 'set_site_officer', { ...named, officer: finder.id })).toBe(
      'officer_unknown'
    );
    await f.must(f.second.db, 'set_site_officer', named);
    expect(await f.must(f.second.db, 'site_officers', { project: f.project })).toMatchObject([
      { user_id: f.handler.id }
    ]);
    expect(await decide(f.handler, slug)).toBe('site_officer_may_not');
    expect(await decide(f.reviewer, slug)).toMatchObject({ state: 'decided' });
    await f.hub.sql.query('delete from private.site_officers');
  });

  it('neither found it nor works for a party', async () => {
    const slug = await sent();
    await f.triage(f.clerk, [slug]);
    await reply(slug);
    await f.hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, duties, valid_from, valid_until)
       select $1, o.organization_id, 'company_member', '{edit}', '2020-01-01', '2020-12-31' from public.organizations o where o.name = '测试建设集团有限公司'`,
      [f.handler.id]
    );
    expect(await decide(f.handler, slug)).toBe('verifier_conflict');
    await f.hub.sql.query(`delete from public.memberships where user_id = $1 and role = 'company_member'`, [
      f.handler.id
    ]);
    const [bureau] = await f.hub.sql.query(
      'select organization_id from public.memberships where user_id = $1',
      [f.handler.id]
    );
    await f.hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, duties, valid_from) values ($1, $2, 'officer', '{intake,handler,reviewer}', '2020-01-01')`,
      [finder.id, bureau?.organization_id]
    );
    expect(await decide(finder, slug)).toBe('verifier_conflict');
    const second = await sent();
    expect(await f.triage(finder, [second])).toMatchObject([{ problem: 'finding_act_refused' }]);
    await f.hub.sql.query(`delete from public.memberships where user_id = $1`, [finder.id]);
  });

  it('waits for a second expert without conflict where it is contested', async () => {
    await more();
    const slug = await sent();
    await f.triage(f.clerk, [slug]);
    await reply(slug, 'contests');
    expect(await decide(f.handler, slug)).toBe('opinion_required');
    const ask = (number: string, who: TestPerson = f.handler) => f.step(who, 'ask_expert', { slug, number });
    const numberOf = async ({ id }: Guest) =>
      String(
        (await f.hub.sql.query('select number from public.supervisors where user_id = $1', [id]))[0]?.number
      );
    expect(await ask(await numberOf(finder))).toBe('expert_conflict');
    expect(await ask(await numberOf(other))).toBe('expert_conflict');
    expect(await ask('420100-2026-0000')).toBe('expert_unknown');
    const [declared, member, asked, next] = [await expert(), await expert(), await expert(), await expert()];
    await f.hub.sql.query(
      `insert into private.supervisor_conflicts (supervisor_id, relation, name, project_id)
       select supervisor_id, 'purchase', '本项目', $2 from public.supervisors where user_id = $1`,
      [declared.who.id, f.project_id]
    );
    await f.hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, duties, valid_from)
       select $1, pp.organization_id, 'company_member', '{edit}', '2020-01-01' from public.project_parties pp where pp.project_id = $2 and pp.role = 'contractor'`,
      [member.who.id, f.project_id]
    );
    expect(await ask(declared.number)).toBe('expert_conflict');
    expect(await ask(member.number)).toBe('expert_conflict');
    const offered = (await f.atDesk(f.handler, slug))?.experts.map(({ number }) => number) ?? [];
    expect(offered).toContain(asked.number);
    expect(offered).not.toContain(declared.number);
    expect(await ask(asked.number, f.clerk)).toBe('not_your_act');
    expect(await ask(asked.number)).toMatchObject({ state: 'under_verification' });
    expect(await ask(next.number)).toBe('finding_act_refused');
    expect(await decide(f.handler, slug)).toBe('opinion_required');
    const give = (who: Guest, facts: object) => f.step(who, 'give_opinion', { slug, facts });
    expect(await give(next.who, { lines: [f.decision(1)] })).toBe('finding_not_found');
    expect(await give(asked.who, { lines: [] })).toBe('decision_incomplete');
    await give(asked.who, { declined: true, note: '时间冲突' });
    expect(await decide(f.handler, slug)).toBe('opinion_required');
    expect(await ask(asked.number)).toBe('expert_conflict');
    await ask(next.number);
    expect(await f.must(next.who.db, 'my_opinions', {})).toMatchObject([{ slug, state: 'asked' }]);
    expect(await give(next.who, { note: '应以现场为准', lines: [f.decision(1, 'partly')] })).toMatchObject({
      state: 'under_verification'
    });
    expect(await decide(f.handler, slug)).toMatchObject({ state: 'decided' });
    await expect(
      f.hub.sql.query(`update public.finding_opinions set note = '改' where state = 'given'`)
    ).rejects.toThrow('append_only');
  });
});

const news = z.object({ entries: z.array(z.object({ facts: z.record(z.string(), z.unknown()) })) });

describe('withholding', () => {
  const disputed = async () =>
    verificationsOf.parse(await f.must(f.hub.visitor, 'disclosure_verifications', { slugs: [f.disclosure] }))[
      f.disclosure
    ]?.disputed ?? 0;
  it('takes two reviewers, a ground and a last day', async () => {
    await more();
    const slug = await f.published(finder, day, [differs()]);
    const before = await disputed();
    const [row] = await f.hub.sql.query('select private.today()::text as day');
    const until = f.dayAfter(String(row?.day), 20);
    const propose = (who: TestPerson, facts: object = {}) =>
      f.step(who, 'withhold_finding', {
        slug,
        ground: 'investigation',
        reason: '公安机关正在调查',
        until,
        ...facts
      });
    expect(await propose(f.handler)).toBe('not_your_act');
    expect(await propose(f.reviewer, { ground: 'shame' })).toBe('ground_unknown');
    expect(await propose(f.reviewer, { reason: '' })).toBe('reason_missing');
    expect(await propose(f.reviewer, { until: '2020-01-01' })).toBe('finding_withheld_until_range');
    expect(await propose(f.reviewer)).toMatchObject({ state: 'published' });
    expect(await f.page(slug)).toMatchObject({ state: 'published' });
    const sign = (who: TestPerson, agree: boolean, reason?: string) =>
      f.step(who, 'sign_withholding', { slug, agree, reason });
    expect(await sign(f.reviewer, true)).toBe('signer_must_differ');
    expect(await sign(f.developer, true)).toBe('not_your_act');
    expect(await sign(f.second, false)).toBe('reason_missing');
    expect(await sign(f.second, false, '理由不充分')).toMatchObject({ state: 'published' });
    await propose(f.reviewer);
    expect(await sign(f.second, true)).toMatchObject({ state: 'withheld' });
    const stub = await f.page(slug);
    expect(stub).toMatchObject({ state: 'withheld', withheld: { ground: 'investigation', until } });
    expect(JSON.stringify(stub)).not.toContain('现场炉批号');
    expect(await disputed()).toBe(before - 1);
    const { entries } = news.parse(
      await f.must(f.hub.visitor, 'read_journal', { scope: { kind: 'finding.published' } })
    );
    const told = entries.filter(({ facts }) => facts.finding === slug);
    expect(told).toMatchObject([{ facts: { withheld: true } }]);
    expect(JSON.stringify(told)).not.toContain('现场炉批号');
    await f.goTo(f.dayAfter(until));
    await f.sweep();
    expect(await f.page(slug)).toMatchObject({ state: 'published', outcome: 'substantiated' });
    expect(await f.told(slug)).toEqual([
      'finding.published',
      'finding.answered',
      'finding.withheld',
      'finding.published',
      'rectification.overdue'
    ]);
  });
});
