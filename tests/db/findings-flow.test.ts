import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklist, receipt } from '#lib/findings/visit-schema.ts';
import { differs, openFindings, photoHash, type Findings } from '#tests/support/findings.ts';

let f: Findings;
beforeAll(async () => {
  f = await openFindings();
});
afterAll(() => f.hub.close());

describe('a finding', () => {
  it('goes from check-in to a closed rectification, and everybody hears of it', async () => {
    await f.goTo(null);
    const { slug: day, people } = await f.visitDay(['expert']);
    const [finder] = people;
    if (!finder) throw new Error('nobody');
    const list = checklist.parse(await f.must(finder.db, 'visit_checklist', { open_day: day }));
    expect(list).toMatchObject({ mode: 'visit', category: 'expert', void_reason: null });
    expect(list.items.map(({ item, version }) => [item, version])).toEqual([['rebar_tests', 1]]);
    expect(list.items[0]?.look_at).toContain('炉批号');

    const sha = photoHash('a photo');
    const got = await f.sent(finder, day, [differs({ photos: [{ sha256: sha, caption: '标牌' }] })]);
    expect(got).toMatchObject({ again: false, missing: [sha] });
    await f.photo(finder, day, sha);
    expect(
      receipt.parse(await f.must(finder.db, 'finding_receipt', { finding: got.finding_id })).missing
    ).toEqual([]);

    const { slug } = got;
    expect(await f.triage(f.clerk, [slug])).toMatchObject([{ state: 'awaiting_reply', problem: null }]);
    expect(
      await f.step(f.developer, 'reply_finding', {
        slug,
        stance: 'accepts',
        reply: '情况属实，立即整改',
        documents: [await f.document('答复附件')]
      })
    ).toMatchObject({ state: 'under_verification' });
    expect(await f.step(f.handler, 'decide_finding', { slug, lines: [f.decision(1)] })).toMatchObject({
      state: 'decided'
    });
    expect(await f.page(slug)).toBeNull();
    await f.past(slug);
    expect(await f.sweep()).toMatchObject({ published: 1 });
    expect(await f.page(slug)).toMatchObject({
      state: 'published',
      outcome: 'substantiated',
      published_as: 'decided',
      supervisor_number: null
    });

    const [before, after] = [await f.document('整改前'), await f.document('整改后')];
    const { due_on } = await f.state(slug);
    expect(
      await f.fix(f.developer, 'plan_rectification', {
        slug,
        line: 1,
        plan: '更换不合格批次',
        fix_by: due_on
      })
    ).toMatchObject({ state: 'planned' });
    const claim = { slug, line: 1, note: '已更换', before: [before], after: [after] };
    expect(await f.fix(f.developer, 'claim_rectification', claim)).toMatchObject({ state: 'claimed_fixed' });
    expect(
      await f.fix(finder, 'reinspect_rectification', { slug, line: 1, fixed: false, note: '仍有两根未更换' })
    ).toMatchObject({ state: 'reopened' });
    expect(await f.fix(f.developer, 'claim_rectification', claim)).toMatchObject({ state: 'claimed_fixed' });
    expect(await f.fix(finder, 'reinspect_rectification', { slug, line: 1, fixed: true })).toMatchObject({
      state: 'closed'
    });
    const whole = await f.page(slug);
    if (!whole || !('line_list' in whole)) throw new Error('not public');
    expect(whole.rectification).toEqual({ total: 1, closed: 1, claimed: 0, overdue: 0 });
    expect(whole.line_list[0]?.rectification).toMatchObject({
      state: 'closed',
      closed_by: 'finder',
      rounds: 2
    });
    expect(await f.told(slug)).toEqual([
      'finding.published',
      'finding.answered',
      'rectification.planned',
      'rectification.claimed',
      'rectification.reopened',
      'rectification.claimed',
      'rectification.verified'
    ]);
    expect(await f.atDesk(f.clerk, slug)).toMatchObject({ finder: { category: 'expert' }, queue: 'done' });
    expect(await f.atDesk(f.developer, slug)).toMatchObject({ finder: null, officers: [] });
  });
});
