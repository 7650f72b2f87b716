import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskList } from '#lib/findings/desk-schema.ts';
import { differs, openFindings, type Findings } from '#tests/support/findings.ts';
import type { TestPerson } from '#tests/support/database.ts';
import type { Guest } from '#tests/support/open-days.ts';

let f: Findings;
let finder: Guest;
let day: string;
beforeAll(async () => {
  f = await openFindings();
  const visit = await f.visitDay(['expert']);
  const [a] = visit.people;
  if (!a) throw new Error('nobody');
  [finder, day] = [a, visit.slug];
});
afterAll(() => f.hub.close());

/** Who may take which step is a table; what each person is answered in each state is held against it. */
describe('each step', () => {
  const table = z.array(
    z.object({ from_state: z.string(), act: z.string(), capacity: z.string(), subject: z.string() })
  );
  const steps = (slug: string): Record<string, [string, object]> => ({
    triage: ['triage_findings', { slugs: [slug], outcome: 'accept' }],
    assign: ['assign_findings', { slugs: [slug], officer: null }],
    reply: ['reply_finding', { slug, stance: 'accepts', reply: '' }],
    ask_expert: ['ask_expert', { slug, number: 'nobody' }],
    give_opinion: ['give_opinion', { slug, facts: {} }],
    decide: ['decide_finding', { slug, lines: [] }],
    withhold: ['withhold_finding', { slug, ground: null, reason: null, until: null }],
    sign: ['sign_withholding', { slug, agree: false }],
    release: ['release_finding', { slug, reason: '' }],
    plan: ['plan_rectification', { slug, line: 1, plan: '', fix_by: null }],
    claim: ['claim_rectification', { slug, line: 1, note: '', before: [], after: [] }],
    reinspect: ['reinspect_rectification', { slug, line: 1, fixed: false, note: '' }],
    override: ['override_rectification', { slug, line: 1, outcome: 'closed', reason: '' }]
  });
  /** A refusal because of who asks, or of where it stands; anything else got past both. */
  const barred = [
    'not_your_act',
    'finding_act_refused',
    'finding_not_found',
    'rectification_not_found',
    'sign_in_required'
  ];

  let slug = '';
  let rows: z.infer<typeof table> = [];
  const seen = new Set<string>();
  beforeAll(async () => {
    rows = table.parse(
      await f.hub.sql.query('select subject, from_state, act, capacity from public.finding_transitions')
    );
  });
  const people = (): Record<string, { who: TestPerson | Guest; has: string[] }> => ({
    clerk: { who: f.clerk, has: ['triager', 'assigner'] },
    handler: { who: f.handler, has: ['assigner', 'verifier'] },
    reviewer: { who: f.second, has: ['triager', 'assigner', 'verifier', 'reviewer'] },
    developer: { who: f.developer, has: ['replier'] },
    finder: { who: finder, has: ['finder'] },
    contractor: { who: f.days.contractor, has: [] },
    abroad: { who: f.stranger, has: [] }
  });
  const photos = async () => ({ before: [await f.document('前')], after: [await f.document('后')] });
  const withhold = async () => {
    const [row] = await f.hub.sql.query('select private.today()::text as until');
    const facts = { slug, ground: 'investigation', reason: '公安机关正在调查', until: row?.until };
    await f.step(f.reviewer, 'withhold_finding', facts);
    await f.step(f.second, 'sign_withholding', { slug, agree: true });
  };
  const reply = { stance: 'accepts', reply: '情况属实，立即整改' };
  /** State of the finding, of its line, and how it comes to be so. */
  const stages: [string, string | null, () => Promise<unknown>][] = [
    ['submitted', null, async () => void (slug = (await f.sent(finder, day, [differs()])).slug)],
    ['awaiting_reply', null, () => f.triage(f.clerk, [slug])],
    ['under_verification', null, () => f.step(f.developer, 'reply_finding', { slug, ...reply })],
    ['decided', null, () => f.step(f.handler, 'decide_finding', { slug, lines: [f.decision(1)] })],
    ['published', 'awaiting_plan', () => f.past(slug).then(f.sweep)],
    [
      'published',
      'claimed_fixed',
      async () =>
        f.fix(f.developer, 'claim_rectification', { slug, line: 1, note: '已经更换', ...(await photos()) })
    ],
    ['published', 'closed', () => f.fix(finder, 'reinspect_rectification', { slug, line: 1, fixed: true })],
    ['withheld', 'closed', withhold]
  ];

  it.each(stages)('is refused to whoever it is not for, while %s (%s)', async (state, line, advance) => {
    await advance();
    expect((await f.state(slug)).state).toBe(state);
    for (const [name, { who, has }] of Object.entries(people()))
      for (const [act, [verb, args]] of Object.entries(steps(slug))) {
        const allowed = rows.some(
          (row) =>
            row.act === act &&
            has.includes(row.capacity) &&
            row.from_state === (row.subject === 'finding' ? state : line)
        );
        if (allowed) continue;
        const { data, error } = await who.db.rpc(verb, { ...args });
        const first: unknown = Array.isArray(data) ? data[0] : null;
        const problem = error?.message ?? z.object({ problem: z.string() }).parse(first).problem;
        expect(barred, `${name} ${act}`).toContain(problem);
        seen.add(problem);
      }
    expect((await f.state(slug)).state).toBe(state);
  });

  it('was refused for each of the reasons', () => {
    expect([...seen].sort()).toEqual([
      'finding_act_refused',
      'finding_not_found',
      'not_your_act',
      'rectification_not_found'
    ]);
  });
});

describe('a developer', () => {
  it('can neither change nor delete what was found, and nor can anybody', async () => {
    const slug = await f.decided(finder, day, [differs()]);
    const tables = [
      'findings',
      'finding_items',
      'finding_events',
      'finding_photos',
      'rectifications',
      'visits',
      'visit_items'
    ];
    for (const who of [f.developer, f.second, finder])
      for (const table of tables) {
        const { data: before } = await who.db.from(table).select();
        if (table !== 'visits') expect(before ?? [], table).toEqual([]);
        const number = async () =>
          (await f.hub.sql.query(`select count(*)::int as n from public.${table}`))[0]?.n;
        const there = await number();
        await who.db.from(table).delete().not('finding_id', 'is', null);
        await who.db.from(table).delete().not('visit_id', 'is', null);
        expect(await number(), table).toBe(there);
      }
    const statements = [
      `update public.finding_items set note = '没有问题'`,
      `update public.finding_items set verdict = 'matched' where verdict = 'differs'`,
      `update public.finding_items set decision = 'not_substantiated' where decision is not null`,
      `delete from public.finding_items`,
      `update public.findings set headline = '改'`,
      `update public.findings set reply_text = '改' where reply_text is not null`,
      `update public.findings set manifest = '{}'`,
      `delete from public.findings`,
      `truncate public.findings cascade`,
      `update public.finding_events set at = at`,
      `delete from public.finding_events`,
      `truncate public.finding_events`,
      `update private.finding_acts set at = at`
    ];
    for (const statement of statements)
      await expect(f.hub.sql.query(statement), statement).rejects.toThrow('append_only');
    expect((await f.page(slug)) ?? 'not public').toBe('not public');
  });

  it('learns of a finding once it was sorted, and never who found it', async () => {
    const { slug } = await f.sent(finder, day, [differs()], { show_number: true });
    const queue = async (who: TestPerson) => deskList.parse(await f.must(who.db, 'browse_desk_findings', {}));
    expect((await queue(f.developer)).rows.map((row) => row.slug)).not.toContain(slug);
    expect(await f.atDesk(f.developer, slug)).toBeNull();
    expect(await f.must(f.developer.db, 'project_findings', { slug: f.project })).toBeTruthy();
    await f.triage(f.clerk, [slug]);
    expect((await queue(f.developer)).rows.map((row) => row.slug)).toContain(slug);
    const [who] = await f.hub.sql.query(
      `select s.number, s.shown_name, s.supervisor_id from public.supervisors s where s.user_id = $1`,
      [finder.id]
    );
    const secrets = [finder.id, String(who?.number), String(who?.shown_name), String(who?.supervisor_id)];
    const told = await f.hub.sql.query('select facts, path from public.notifications where user_id = $1', [
      f.developer.id
    ]);
    const read = JSON.stringify([await f.atDesk(f.developer, slug), await queue(f.developer), told]);
    for (const secret of secrets) expect(read).not.toContain(secret);
    expect(await f.atDesk(f.handler, slug)).toMatchObject({
      finder: { number: who?.number, name: who?.shown_name }
    });
    expect(JSON.stringify(await f.hub.sql.query('select facts from public.journal'))).not.toContain(
      finder.id
    );
  });
});

describe('sorting', () => {
  it('answers for each of many, and says why one was left', async () => {
    const slugs = [];
    for (let n = 0; n < 3; n += 1) slugs.push((await f.sent(finder, day, [differs()])).slug);
    const [a = '', b = '', c = ''] = slugs;
    expect(await f.triage(f.clerk, [c, 'nothing', a])).toMatchObject([
      { slug: c, state: 'awaiting_reply' },
      { slug: 'nothing', problem: 'finding_not_found' },
      { slug: a, state: 'awaiting_reply' }
    ]);
    expect(await f.triage(f.clerk, [a, b], 'duplicate')).toMatchObject([
      { problem: 'finding_act_refused' },
      { problem: 'reason_missing' }
    ]);
    const reason = '与前一件重复';
    expect(await f.triage(f.clerk, [b], 'duplicate', { reason })).toMatchObject([
      { problem: 'duplicate_unknown' }
    ]);
    expect(
      await f.triage(f.clerk, [b], 'duplicate', { reason, duplicate_of: a, expected_edits: 1 })
    ).toMatchObject([{ problem: 'finding_changed_meanwhile' }]);
    expect(await f.triage(f.clerk, [b], 'duplicate', { reason, duplicate_of: a })).toMatchObject([
      { state: 'duplicate' }
    ]);
    expect(await f.must(finder.db, 'my_finding', { slug: b })).toMatchObject({
      triage: { outcome: 'duplicate', reason, duplicate_of: a }
    });
    expect(await f.must(f.clerk.db, 'assign_findings', { slugs: [a], officer: f.stranger.id })).toMatchObject(
      [{ problem: 'officer_unknown' }]
    );
    expect(
      await f.must(f.clerk.db, 'assign_findings', { slugs: [a, c], officer: f.handler.id })
    ).toMatchObject([{ problem: null }, { problem: null }]);
    const list = deskList.parse(
      await f.must(f.handler.db, 'browse_desk_findings', { filters: { mine: true } })
    );
    expect([
      list.total,
      list.mine,
      list.officers.find(({ user_id }) => user_id === f.handler.id)?.open
    ]).toEqual([2, 2, 2]);
    expect(await f.days.toldTo(f.handler)).toContain('finding.assigned');
  });
});
