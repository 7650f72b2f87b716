import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { myOpinions } from '#lib/findings/visit-schema.ts';
import type { TestPerson } from '#tests/support/database.ts';
import { differs, openFindings, type Findings } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';

let f: Findings;
beforeAll(async () => {
  f = await openFindings();
});
afterAll(() => f.hub.close());

const experts = async (count: number) => {
  const made = await f.days.supervisors('expert', count);
  const numbers = new Map<string, string>();
  for (const { id } of made) {
    const [row] = await f.hub.sql.query('select number from public.supervisors where user_id = $1', [id]);
    numbers.set(id, String(row?.number));
  }
  return { made, numberOf: ({ id }: Guest) => numbers.get(id) ?? '' };
};
/** A contested finding, with experts who could be asked. */
async function contested() {
  await f.goTo(null);
  const { slug: day, people } = await f.visitDay(['deputy']);
  const { made, numberOf } = await experts(3);
  const [finder] = people;
  const [first, second, third] = made;
  if (!finder || !first || !second || !third) throw new Error('nobody');
  const { slug } = await f.sent(finder, day, [differs()]);
  await f.triage(f.clerk, [slug]);
  const reply = '测量位置不同，请另行复核';
  await f.step(f.developer, 'reply_finding', { slug, stance: 'contests', reply });
  const ask = (one: Guest, who: TestPerson = f.handler) =>
    f.step(who, 'ask_expert', { slug, number: numberOf(one) });
  const give = (who: Guest, facts: object = { note: '按规范复测', lines: [f.decision(1, 'partly')] }) =>
    f.step(who, 'give_opinion', { slug, facts });
  const decide = () => f.step(f.handler, 'decide_finding', { slug, lines: [f.decision(1)] });
  return { slug, first, second, third, ask, give, decide };
}
const dueOf = async (slug: string): Promise<string> => {
  const awaited = (await f.atDesk(f.handler, slug))?.awaited;
  if (!awaited?.due_on) throw new Error('nobody is waited for');
  return awaited.due_on;
};
const opinionsOf = async ({ db }: Guest) => myOpinions.parse(await f.must(db, 'my_opinions', {}));
const events = async (slug: string) =>
  (await f.atDesk(f.handler, slug))?.events.map(({ event, by }) => `${event} ${by}`) ?? [];

describe('an expert who is asked', () => {
  it('has a last day that follows from a rule, of which the history, the desk and the expert read', async () => {
    const { slug, first, ask } = await contested();
    await ask(first);
    const [rule] = await f.hub.sql.query(
      `select private.add_days(private.today(), 10, 'working')::text as due`
    );
    const due = await dueOf(slug);
    expect(due).toBe(rule?.due);
    const desk = await f.atDesk(f.handler, slug);
    expect(desk).toMatchObject({
      queue: 'opinion',
      blocked: 'opinion_required',
      awaited: { overdue: false, rule: { days: 10, day_kind: 'working', nature: 'default' } }
    });
    expect(desk?.acts).not.toContain('ask_expert');
    expect(desk?.events.find(({ event }) => event === 'expert_asked')).toMatchObject({
      due_on: due,
      rule: { days: 10 }
    });
    expect(await opinionsOf(first)).toMatchObject([{ slug, state: 'asked', due_on: due, overdue: false }]);
    // a rule of a city may say otherwise
    await f.must(f.hub.service, 'add_deadline_rule', {
      facts: {
        ...{ subject: 'finding', item: 'opinion', division_code: '420100', days: 5, day_kind: 'working' },
        ...{ nature: 'policy', basis: '市里规定五个工作日', valid_from: '2020-04-01' }
      }
    });
    const other = await contested();
    await other.ask(other.first);
    const [sooner] = await f.hub.sql.query(
      `select private.add_days(private.today(), 5, 'working')::text as due`
    );
    expect(await dueOf(other.slug)).toBe(sooner?.due);
  });

  it('is reminded once, and told when the day has passed; then it is the officers’ turn', async () => {
    const { slug, first, ask } = await contested();
    await ask(first);
    const due = await dueOf(slug);
    await f.goTo(due);
    await f.sweep();
    await f.sweep();
    const told = async ({ id }: { id: string }, kind: string) =>
      (
        await f.hub.sql.query(
          `select 1 from public.notifications where user_id = $1 and kind = $2 and facts ->> 'finding' = $3`,
          [id, kind, slug]
        )
      ).length;
    expect(await told(first, 'finding.opinion_due')).toBe(1);
    expect(await f.atDesk(f.handler, slug)).toMatchObject({ queue: 'opinion', awaited: { overdue: false } });
    await f.goTo(f.dayAfter(due));
    await f.sweep();
    await f.sweep();
    expect(await told(first, 'finding.opinion_due')).toBe(2);
    expect(await told(f.handler, 'finding.opinion_late')).toBe(1);
    const desk = await f.atDesk(f.handler, slug);
    expect(desk).toMatchObject({ queue: 'verify', awaited: { overdue: true } });
    expect(desk?.acts).toContain('ask_expert');
    expect(desk?.acts).not.toContain('decide');
    expect(await events(slug)).toContain('expert_late clock');
    expect(await opinionsOf(first)).toMatchObject([{ slug, overdue: true }]);
  });

  it('may still answer late, as long as no other was asked', async () => {
    const { slug, first, second, ask, give, decide } = await contested();
    await ask(first);
    await f.goTo(f.dayAfter(await dueOf(slug)));
    await f.sweep();
    expect(await decide()).toBe('opinion_required');
    expect(await give(first)).toMatchObject({ state: 'under_verification' });
    expect(await ask(second)).toBe('finding_act_refused');
    expect(await f.atDesk(f.handler, slug)).toMatchObject({ awaited: null, blocked: null });
    expect(await decide()).toMatchObject({ state: 'decided' });
  });

  it('is replaced after the day, and then has nothing more to say', async () => {
    const { slug, first, second, third, ask, give, decide } = await contested();
    await ask(first);
    expect(await ask(second)).toBe('finding_act_refused');
    const due = await dueOf(slug);
    // whether the clock came by or not
    await f.goTo(f.dayAfter(due));
    expect(await ask(second, f.clerk)).toBe('not_your_act');
    expect(await ask(first)).toBe('expert_conflict');
    expect(await ask(second)).toMatchObject({ state: 'under_verification' });
    expect(await give(first)).toBe('finding_not_found');
    expect(await f.must(first.db, 'opinion_finding', { slug })).toBeNull();
    expect(await opinionsOf(first)).toMatchObject([{ slug, state: 'lapsed', due_on: null, overdue: false }]);
    expect(await f.days.toldTo(first)).toContain('finding.opinion_lapsed');
    expect(await f.atDesk(f.handler, slug)).toMatchObject({ queue: 'opinion', awaited: { overdue: false } });
    expect((await events(slug)).slice(-3)).toEqual([
      'expert_asked bureau',
      'expert_lapsed bureau',
      'expert_asked bureau'
    ]);
    await expect(
      f.hub.sql.query(
        `update public.finding_opinions set state = 'asked', lapsed_at = null where state = 'lapsed'`
      )
    ).rejects.toThrow('append_only');
    expect(await ask(first)).toBe('finding_act_refused');
    expect(await give(second, { declined: true, note: '与对方有业务往来' })).toMatchObject({
      state: 'under_verification'
    });
    expect(await ask(first)).toBe('expert_conflict');
    expect(await decide()).toBe('opinion_required');
    await ask(third);
    await give(third);
    expect(await decide()).toMatchObject({ state: 'decided' });
  });

  it('does not keep the finding from being published; what came of it is public', async () => {
    const { slug, first, second, ask } = await contested();
    await ask(first);
    const due = await dueOf(slug);
    await f.past(slug);
    await f.goTo(f.dayAfter(due, 30));
    await f.sweep();
    const page = await f.page(slug);
    expect(page).toMatchObject({ published_as: 'unverified', awaited: { due_on: due, overdue: true } });
    const revision = async () =>
      JSON.stringify(await f.hub.sql.query('select count(*)::text from public.audit_entries'));
    const before = await revision();
    expect(await ask(second)).toMatchObject({ state: 'under_verification' });
    // pages that are kept are made anew
    expect(await revision()).not.toBe(before);
    const after = await f.page(slug);
    if (!after || !('events' in after)) throw new Error('not public');
    expect(after.events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['expert_late', 'expert_lapsed'])
    );
    expect(JSON.stringify(after)).not.toContain(first.id);
  });
});
