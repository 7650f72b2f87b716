import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskList } from '#lib/findings/desk-schema.ts';
import { chance } from '#tests/support/chance.ts';
import type { TestPerson } from '#tests/support/database.ts';
import { differs, matched, openFindings, type Findings } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';

const seed = Number(process.env.SEED ?? 20261130);
const slugs: string[] = [];
let f: Findings;
let finder: Guest;
let day: string;
let papers: { before: object[]; after: object[] };
beforeAll(async () => {
  f = await openFindings();
  const { slug, people } = await f.visitDay(['deputy', 'expert', 'media', 'resident']);
  const [first] = people;
  if (!first) throw new Error('nobody');
  [day, finder] = [slug, first];
  papers = { before: [await f.document('整改前')], after: [await f.document('整改后')] };
  for (const [n, who] of people.entries())
    for (const lines of [[differs()], [differs(), { kind: 'free', note: '楼梯间没有照明' }], [matched()]])
      slugs.push((await f.sent(who, day, lines, { urgent: n === 0 })).slug);
});
afterAll(() => f.hub.close());

const rows = z.array(z.object({ scope: z.string(), queue: z.string(), due_on: z.string(), n: z.number() }));
/** What is open, counted from the findings themselves. */
const recount = async () =>
  rows.parse(
    await f.hub.sql.query(
      `select s.scope, x.queue, coalesce(x.due_on, 'infinity')::text as due_on, count(*)::int as n
       from (select '42' as scope union select '4201' union select division_code from public.findings
         union select assignee::text from public.findings where assignee is not null union select '4206') s
       join public.findings x on x.division_code like s.scope || '%' or x.assignee::text = s.scope
       where x.queue <> 'done' group by 1, 2, 3 order by 1, 2, 3`
    )
  );
const ledger = async () =>
  rows.parse(
    await f.hub.sql.query(
      `select scope, queue, due_on::text, sum(n)::int as n
       from (select scope, queue, due_on, n from private.finding_counts union all select scope, queue, due_on, n from private.finding_moves) x
       group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3`
    )
  );
const list = async (who: TestPerson, filters: object = {}) =>
  deskList.parse(await f.must(who.db, 'browse_desk_findings', { filters }));
const today = async () => String((await f.hub.sql.query('select private.today()::text as day'))[0]?.day);

/** Everything that may happen to a finding; what cannot now is refused, and must count for nothing. */
const acts: [string, (slug: string, random: () => number) => Promise<unknown>][] = [
  ['triage', (slug) => f.triage(f.clerk, [slug])],
  ['sort out', (slug) => f.triage(f.clerk, [slug], 'out_of_scope', { reason: '与工程质量无关' })],
  [
    'assign',
    (slug, random) =>
      f.must(f.clerk.db, 'assign_findings', {
        slugs: [slug],
        officer: random() < 0.3 ? null : random() < 0.5 ? f.handler.id : f.second.id
      })
  ],
  [
    'reply',
    (slug, random) =>
      f.step(f.developer, 'reply_finding', {
        slug,
        stance: random() < 0.3 ? 'contests' : 'accepts',
        reply: '情况已经核对，见材料'
      })
  ],
  ['decide', (slug) => f.step(f.handler, 'decide_finding', { slug, lines: [f.decision(1), f.decision(2)] })],
  [
    'propose',
    async (slug) =>
      f.step(f.reviewer, 'withhold_finding', {
        ...{ slug, ground: 'investigation', reason: '公安机关正在调查' },
        until: f.dayAfter(await today(), 9)
      })
  ],
  [
    'sign',
    (slug, random) =>
      f.step(f.second, 'sign_withholding', { slug, agree: random() < 0.5, reason: '理由不充分' })
  ],
  [
    'claim',
    (slug) => f.fix(f.developer, 'claim_rectification', { slug, line: 1, note: '已整改', ...papers })
  ],
  [
    'look again',
    (slug, random) =>
      f.fix(finder, 'reinspect_rectification', { slug, line: 1, fixed: random() < 0.5, note: '到场看过了' })
  ],
  [
    'override',
    (slug) =>
      f.fix(f.second, 'override_rectification', { slug, line: 1, outcome: 'closed', reason: '该部位已拆除' })
  ],
  ['sweep', () => f.sweep()],
  ['a day passes', async () => f.goTo(f.dayAfter(await today(), 2))]
];

async function expectListsToAgree() {
  const now = await today();
  const counted = (await recount()).filter(({ scope }) => scope === '4201');
  const sum = (some: typeof counted) => some.reduce((total, { n }) => total + n, 0);
  const late = counted.filter(({ due_on }) => due_on < now);
  const found = await list(f.clerk);
  expect([found.total, found.overdue]).toEqual([sum(counted), sum(late)]);
  for (const [queue, n] of Object.entries(found.queues))
    expect([queue, n]).toEqual([queue, sum(counted.filter((one) => one.queue === queue))]);
  expect((await list(f.clerk, { overdue: true })).total).toBe(sum(late));
  const own = (await recount()).filter(({ scope }) => scope === f.handler.id);
  const mine = await list(f.handler, { mine: true });
  expect([mine.mine, mine.total]).toEqual([sum(own), sum(own)]);
  expect(mine.officers.find(({ user_id }) => user_id === f.handler.id)?.open).toBe(sum(own));
  // another city counts none of it, and a filter that the ledger does not know is counted row by row
  expect(await list(f.stranger)).toMatchObject({ total: 0, overdue: 0, queues: {} });
  expect((await list(f.clerk, { project: f.project })).total).toBe(sum(counted));
}

describe('the ledger of open findings', () => {
  it('says after any acts whatever what a recount says, folded in or not', async () => {
    const random = chance(seed);
    const seen = new Set<string>();
    for (let turn = 0; turn < 150; turn += 1) {
      const slug = slugs[Math.floor(random() * slugs.length)] ?? '';
      const [name, act] = acts[Math.floor(random() * acts.length)] ?? ['none', () => Promise.resolve()];
      const before = await ledger();
      await act(slug, random);
      const after = await ledger();
      if (JSON.stringify(before) !== JSON.stringify(after)) seen.add(name);
      expect(after, `${name} of ${slug}, seed ${String(seed)}`).toEqual(await recount());
    }
    expect([...seen].toSorted()).toEqual(
      expect.arrayContaining(['assign', 'decide', 'reply', 'sweep', 'triage'])
    );
    await expectListsToAgree();
    await f.sweep();
    expect(await f.hub.sql.query('select 1 from private.finding_moves')).toEqual([]);
    expect(await ledger()).toEqual(await recount());
    expect(await f.hub.sql.query('select 1 from private.finding_counts where n <= 0')).toEqual([]);
    await expectListsToAgree();
  });

  it('holds while many act and the clock folds at once', async () => {
    await f.goToDay(day);
    const fresh: string[] = [];
    for (let n = 0; n < 6; n += 1) fresh.push((await f.sent(finder, day, [differs()])).slug);
    const officers = [f.clerk, f.handler, f.second, f.reviewer];
    await Promise.all([
      ...fresh.map((slug) => f.triage(f.clerk, [slug])),
      ...officers.flatMap((who) =>
        fresh.map((slug) => f.must(who.db, 'assign_findings', { slugs: [slug], officer: who.id }))
      ),
      ...fresh.map(() => f.must(f.hub.service, 'sweep_findings', {})),
      ...officers.map((who) => list(who))
    ]);
    expect(await ledger()).toEqual(await recount());
    await f.sweep();
    expect(await ledger()).toEqual(await recount());
    await f.hub.sql.query('select private.recount_findings()');
    expect(await ledger()).toEqual(await recount());
  });
});
