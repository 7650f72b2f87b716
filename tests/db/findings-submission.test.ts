import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklist, myFinding, myVisits } from '#lib/findings/visit-schema.ts';
import { rebar } from '#tests/support/disclosures.ts';
import { differs, matched, openFindings, photoHash, type Findings } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';

let f: Findings;
beforeAll(async () => {
  f = await openFindings();
});
afterAll(() => f.hub.close());

const first = <T>([one]: T[]): T => {
  if (one === undefined) throw new Error('nobody');
  return one;
};
const listOf = async (who: Guest, open_day: string) =>
  checklist.nullable().parse(await f.must(who.db, 'visit_checklist', { open_day }));
const toldTo = (who: Guest) => f.days.toldTo(who);

describe('a visit', () => {
  it('is opened by the check-in of a registered supervisor, and of nobody else', async () => {
    await f.goTo(null);
    const slug = await f.openDay();
    const [expert, media] = [
      first(await f.days.supervisors('expert')),
      first(await f.days.supervisors('media'))
    ];
    const [resident, conflicted] = [first(await f.days.guests(1)), first(await f.days.supervisors('deputy'))];
    const codes = [
      await f.book(expert, slug, 'expert'),
      await f.book(media, slug, 'public'),
      await f.book(resident, slug, 'resident'),
      await f.book(conflicted, slug, 'deputy')
    ];
    expect(await listOf(expert, slug)).toBeNull();
    await f.goToDay(slug, -600);
    expect(await listOf(expert, slug)).toMatchObject({
      mode: 'preview',
      frozen_at: null,
      items: [{ item: 'rebar_tests' }]
    });
    expect(await listOf(resident, slug)).toBeNull();
    await f.goToDay(slug);
    expect(await listOf(expert, slug)).toMatchObject({
      mode: 'turned_away',
      items: [{ item: 'rebar_tests' }]
    });
    const [a = '', b = '', c = '', d = ''] = codes;
    for (const code of [a, a, b, c]) await f.checkIn(slug, code);
    await f.checkIn(slug, d, { declaration: { kin: true } });
    const rows = await f.hub.sql.query(
      'select category, kind from public.visits v join public.open_days o using (open_day_id) where o.slug = $1',
      [slug]
    );
    expect(rows).toEqual([{ category: 'expert', kind: 'checked_in' }]);
    expect(await f.submit(conflicted, slug, [matched()])).toBe('not_a_visitor');
    expect(await f.submit(resident, slug, [matched()])).toBe('not_a_visitor');
  });

  it('ends when a conflict is declared at the gate after all', async () => {
    await f.goTo(null);
    const { slug, people } = await f.visitDay(['expert']);
    const who = first(people);
    await f.sent(who, slug, [matched()]);
    const [row] = await f.hub.sql.query('select b.code from public.bookings b where b.user_id = $1', [
      who.id
    ]);
    await f.checkIn(slug, String(row?.code), { declaration: { employer: true } });
    expect(await listOf(who, slug)).toMatchObject({ mode: 'void', void_reason: 'conflict', items: [] });
    expect(await f.submit(who, slug, [matched()])).toBe('visit_void');
  });

  it('keeps the checklist as it was at check-in, and the version that was looked at', async () => {
    await f.goTo(null);
    const { slug, people } = await f.visitDay(['expert']);
    const who = first(people);
    await f.days.publish(
      f.disclosure,
      { ...rebar, joint_groups: 11 },
      [await f.days.document(f.project_id, '更正')],
      '报告更正了接头组数'
    );
    const list = await listOf(who, slug);
    expect(list?.items.map(({ version }) => version)).toEqual([1]);
    await f.sent(who, slug, [matched()]);
    await f.sent(who, slug, [matched({ version: 2 })]);
    const versions = await f.hub.sql.query(
      `select i.version from public.finding_items i join public.findings x using (finding_id)
       join public.open_days o using (open_day_id) where o.slug = $1 order by 1`,
      [slug]
    );
    expect(versions).toEqual([{ version: 1 }, { version: 2 }]);
    expect(await f.submit(who, slug, [matched({ version: 3 })])).toBe('not_in_checklist');
    expect(await f.submit(who, slug, [matched({ content_hash: photoHash('another') })])).toBe(
      'not_in_checklist'
    );
    expect(await f.submit(who, slug, [matched({ item: 'concrete_tests' })])).toBe('not_in_checklist');
  });
});

describe('a report', () => {
  it('that is sent again is the same one, and another under its number is refused', async () => {
    await f.goTo(null);
    const { slug, people } = await f.visitDay(['expert', 'media']);
    const [who, other] = people;
    if (!who || !other) throw new Error('nobody');
    const id = randomUUID();
    const lines = [differs({ photos: [{ sha256: photoHash('one') }] })];
    const sent = await f.sent(who, slug, lines, {}, id);
    const again = await f.sent(who, slug, lines, {}, id);
    expect(again).toEqual({ ...sent, again: true });
    const many = await Promise.all(Array.from({ length: 8 }, () => f.sent(who, slug, lines, {}, id)));
    expect(new Set(many.map(({ number }) => number))).toEqual(new Set([sent.number]));
    expect(await f.submit(who, slug, [matched()], {}, id)).toBe('finding_differs');
    expect(await f.submit(other, slug, lines, {}, id)).toBe('finding_differs');
    expect(await f.ask(other.db, 'finding_receipt', { finding: id })).toBeNull();
    expect(await f.ask(other.db, 'my_finding', { slug: sent.slug })).toBeNull();
    const [row] = await f.hub.sql.query(
      'select count(*)::int as n from public.findings where finding_id = $1',
      [id]
    );
    expect(row?.n).toBe(1);
    const mine = myFinding.parse(await f.must(who.db, 'my_finding', { slug: sent.slug }));
    expect(mine.receipt.manifest_hash).toBe(sent.manifest_hash);
  });

  it('says what is missing, line by line', async () => {
    await f.goTo(null);
    const { slug, people } = await f.visitDay(['expert']);
    const who = first(people);
    const { data, error } = await who.db.rpc('submit_finding', {
      finding: randomUUID(),
      open_day: slug,
      facts: { lines: [matched(), { kind: 'free', note: '短' }] }
    });
    expect([data, error?.message, error?.details]).toEqual([
      null,
      'finding_lines_wrong',
      '{"line": 2, "problem": "note_missing"}'
    ]);
    expect(await f.submit(who, slug, [])).toBe('finding_lines_wrong');
    expect(await f.submit(who, slug, [differs({ note: undefined })])).toBe('finding_lines_wrong');
    expect(await f.submit(who, slug, [matched({ verdict: 'fine' })])).toBe('finding_lines_wrong');
    expect(await f.submit(who, slug, [matched({ photos: [{ sha256: 'no hash' }] })])).toBe('photo_limit');
    expect(await f.submit(who, slug, [matched()], { began_at: 'yesterday' })).toBe('finding_lines_wrong');
    await f.goToDay(slug, 60 * 24 * 15);
    expect(await f.submit(who, slug, [matched()])).toBe('finding_too_late');
  });

  it('by whoever booked and was turned away says only that', async () => {
    await f.goTo(null);
    const slug = await f.openDay();
    const who = first(await f.days.guests(1));
    const code = await f.book(who, slug, 'resident');
    const refused = { kind: 'access_refused', note: '门卫不让进入工地' };
    await f.goToDay(slug, -60);
    expect(await f.submit(who, slug, [refused])).toBe('finding_not_begun');
    await f.goToDay(slug);
    expect(await f.submit(who, slug, [refused, { kind: 'free', note: '围墙上有裂缝' }])).toBe(
      'finding_kind_needs_check_in'
    );
    const { slug: made } = await f.sent(who, slug, [refused]);
    expect(myFinding.parse(await f.must(who.db, 'my_finding', { slug: made }))).toMatchObject({
      kind: 'turned_away',
      category: 'resident'
    });
    const visits = myVisits.parse(await f.must(who.db, 'my_visits', {}));
    expect(visits.rows).toMatchObject([{ mode: 'turned_away', findings: [{ slug: made, missing: 0 }] }]);
    await f.checkIn(slug, code);
    expect(await f.submit(who, slug, [matched()])).toBe('finding_kind_needs_check_in');
  });

  it('has each photo once, whichever comes first, and says which are missing', async () => {
    await f.goTo(null);
    const { slug, people } = await f.visitDay(['expert', 'media']);
    const [who, other] = people;
    if (!who || !other) throw new Error('nobody');
    const [a, b] = [photoHash('photo a'), photoHash('photo b')];
    const kept = await f.photo(who, slug, a);
    expect(await f.photo(who, slug, a)).toBe(kept);
    const sent = await f.sent(who, slug, [
      differs({ photos: [{ sha256: a }, { sha256: b, caption: '标牌' }] })
    ]);
    expect(sent.missing).toEqual([b]);
    expect(await f.photo(first(await f.days.guests(1)), slug, b)).toBe('not_a_visitor');
    await f.photo(who, slug, b);
    expect(await f.must(who.db, 'finding_receipt', { finding: sent.finding_id })).toMatchObject({
      missing: [],
      again: true
    });
    const copy = photoHash(`copy of ${b}`);
    const seen = async (db: Guest['db']) => f.must(db, 'read_finding_photo', { sha256: copy });
    expect(await seen(who.db)).toMatchObject({ public: false, original: false });
    expect(await seen(f.clerk.db)).toMatchObject({ public: false, original: true });
    for (const db of [f.hub.visitor, other.db, f.developer.db, f.stranger.db])
      expect(await seen(db)).toBeNull();
    await f.triage(f.clerk, [sent.slug]);
    expect(await seen(f.developer.db)).toMatchObject({ original: false });
  });
});

describe('what is measured', () => {
  it('is judged by the rule in force on the day of the visit', async () => {
    const judge = async (given: object[], day: string) => {
      const [row] = await f.hub.sql.query(`select private.judge_measured($1::jsonb, $2::date) as it`, [
        JSON.stringify(given),
        day
      ]);
      return row?.it;
    };
    expect(
      await judge([{ code: 'storey_height', values: [2890, 2910, 2911, 2889.9], design: 2900 }], '2026-11-30')
    ).toMatchObject([{ deviations: [-10, 10, 11, -10.1], points: 4, out: 2, lower: -10, upper: 10 }]);
    expect(await judge([{ code: 'storey_height', values: [-10, 10.5] }], '2026-11-30')).toMatchObject([
      { out: 1, design: null }
    ]);
    expect(await judge([{ code: 'clear_height', values: [2800, 2821, 2810] }], '2026-11-30')).toMatchObject([
      { deviations: [21], points: 1, out: 1 }
    ]);
    expect(await judge([{ code: 'railing_height', values: [1.04, 1.05, 1.2] }], '2026-11-30')).toMatchObject([
      { out: 1, deviations: null }
    ]);
    const air = [{ code: 'formaldehyde', values: [0.075] }];
    expect(await judge(air, '2020-07-31')).toMatchObject([{ upper: 0.08, out: 0 }]);
    expect(await judge(air, '2020-08-01')).toMatchObject([{ upper: 0.07, out: 1 }]);
    await expect(judge([{ code: 'toluene', values: [0.1] }], '2020-07-31')).rejects.toThrow('measured_wrong');
    for (const wrong of [
      { code: 'nothing', values: [1] },
      { code: 'radon', values: [] },
      { code: 'radon', values: ['1'] },
      { code: 'radon', values: [1e9] }
    ])
      await expect(judge([wrong], '2026-11-30')).rejects.toThrow('measured_wrong');
  });

  it('makes a line that matched one for the developer to answer', async () => {
    await f.goTo(null);
    const { slug, people } = await f.visitDay(['expert']);
    const measured = [{ code: 'flatness', values: [3, 9], place: '3号楼 201' }];
    const { slug: made } = await f.sent(first(people), slug, [matched({ measured })]);
    expect(await f.triage(f.clerk, [made])).toMatchObject([{ state: 'awaiting_reply' }]);
    expect(await toldTo(first(people))).toContain('finding.triaged');
    await expect(f.hub.sql.query(`update public.tolerance_rules set upper = 20`)).rejects.toThrow(
      'append_only'
    );
  });
});
