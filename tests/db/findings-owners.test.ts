import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { myReinspections, opinionFinding } from '#lib/findings/visit-schema.ts';
import { differs, openFindings, photoHash, type Findings } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';

let f: Findings;
let day: string;
let finder: Guest;
let visitor: Guest;
let appointed: Guest;
let colleague: Guest;
let elsewhere: Guest;
let expert: Guest;

const supervisorOf = `(select supervisor_id from public.supervisors where user_id = $1)`;
const appoint = ({ id }: Guest, state: string) =>
  f.hub.sql.query(
    `insert into public.supervisor_appointments (supervisor_id, project_id, organization_id, state, answered_at)
     select ${supervisorOf}, $2, pp.organization_id, $3, now() from public.project_parties pp where pp.project_id = $2 and pp.role = 'developer'`,
    [id, f.project_id, state]
  );

beforeAll(async () => {
  f = await openFindings();
  const { slug, people } = await f.visitDay(['resident', 'resident', 'resident', 'expert']);
  const [a, b, c, d] = people;
  const [e, g] = await f.days.supervisors('resident', 2);
  if (!a || !b || !c || !d || !e || !g) throw new Error('nobody');
  [day, finder, visitor, colleague, expert, appointed, elsewhere] = [slug, a, b, c, d, e, g];
  await appoint(appointed, 'accepted');
  await appoint(elsewhere, 'offered');
  // whoever once worked for a party is no owner in this sense
  await f.hub.sql.query(
    `insert into public.memberships (user_id, organization_id, role, duties, valid_from, valid_until)
     select $1, pp.organization_id, 'company_member', '{edit}', '2020-01-01', '2020-12-31' from public.project_parties pp
     where pp.project_id = $2 and pp.role = 'contractor'`,
    [colleague.id, f.project_id]
  );
});
afterAll(() => f.hub.close());

const claim = async (slug: string) =>
  f.fix(f.developer, 'claim_rectification', {
    ...{ slug, line: 1, note: '已更换' },
    ...{ before: [await f.document('整改前')], after: [await f.document('整改后')] }
  });
const list = async ({ db }: Guest) =>
  myReinspections.parse(await f.must(db, 'my_reinspections', {})).map(({ slug }) => slug);
const read = async ({ db }: Guest, slug: string) =>
  opinionFinding.nullable().parse(await f.must(db, 'owner_finding', { slug }));
const look = ({ db }: Guest, slug: string, fixed: boolean, more: object = {}) =>
  f.fix({ db }, 'reinspect_rectification', { slug, line: 1, fixed, note: '到场看过了', ...more });
const told = async (who: Guest) =>
  (await f.days.toldTo(who)).filter((kind) => kind === 'rectification.claimed').length;

describe('an owner', () => {
  it('hears of what is said to be put right, and reads it; nobody else does', async () => {
    const slug = await f.published(finder, day, [differs()]);
    for (const who of [visitor, appointed]) expect(await list(who)).toEqual([]);
    await claim(slug);
    for (const who of [visitor, appointed]) {
      expect(await told(who)).toBe(1);
      expect(await list(who)).toEqual([slug]);
      const found = await read(who, slug);
      expect(found?.line_list[0]?.rectification?.acts).toEqual(['reinspect']);
      expect(JSON.stringify(found)).not.toContain(finder.id);
    }
    const [path] = await f.hub.sql.query(
      `select path from public.notifications where user_id = $1 and kind = 'rectification.claimed'`,
      [appointed.id]
    );
    expect(path?.path).toBe(`/account/reinspections/${slug}`);
    for (const who of [colleague, elsewhere, expert]) {
      expect(await told(who)).toBe(0);
      expect(await list(who)).toEqual([]);
      expect(await read(who, slug)).toBeNull();
      expect(await look(who, slug, true)).toBe('not_your_act');
    }
    // the finder has a page of the own
    expect([await told(finder), await list(finder), await read(finder, slug)]).toEqual([1, [], null]);
    expect(await f.ask(f.hub.visitor, 'my_reinspections', {})).toMatch(/permission denied/);
  });

  it('sends it back with photos, or closes it, and the public reads by whom', async () => {
    const slug = await f.published(finder, day, [differs()]);
    expect(await look(appointed, slug, true)).toBe('finding_act_refused');
    await claim(slug);
    const sha256 = photoHash('seen again');
    expect(await f.must(appointed.db, 'may_send_photos', { open_day: day })).toBe(true);
    expect(await f.must(elsewhere.db, 'may_send_photos', { open_day: day })).toBe(false);
    await f.photo(appointed, day, sha256);
    expect(await look(appointed, slug, false, { note: '' })).toBe('reason_missing');
    expect(await look(appointed, slug, false, { photos: [{ sha256 }] })).toMatchObject({ state: 'reopened' });
    expect(await list(appointed)).not.toContain(slug);
    expect(await read(appointed, slug)).not.toBeNull();
    await claim(slug);
    expect(await look(visitor, slug, true)).toMatchObject({ state: 'closed' });
    const page = await f.page(slug);
    if (!page || !('line_list' in page)) throw new Error('not public');
    expect(page.line_list[0]?.rectification).toMatchObject({ state: 'closed', closed_by: 'owner' });
    expect(page.line_list[0]?.rectification?.photos).toMatchObject([{ sha256, kept: true }]);
    expect(JSON.stringify(page)).not.toContain(appointed.id);
  });

  it('reads nothing of what is withheld, nor once the registration has ended', async () => {
    const slug = await f.published(finder, day, [differs()]);
    await claim(slug);
    expect(await list(visitor)).toContain(slug);
    const [row] = await f.hub.sql.query('select private.today()::text as day');
    const until = f.dayAfter(String(row?.day), 20);
    const facts = { slug, ground: 'investigation', reason: '公安机关正在调查', until };
    await f.step(f.reviewer, 'withhold_finding', facts);
    await f.step(f.second, 'sign_withholding', { slug, agree: true });
    expect(await list(visitor)).not.toContain(slug);
    expect(await read(visitor, slug)).toBeNull();
    expect(await look(visitor, slug, true)).toBe('not_your_act');
    await f.step(f.second, 'release_finding', { slug, reason: '调查已经结束' });
    expect(await list(visitor)).toContain(slug);
    await f.hub.sql.query(
      `update public.supervisors set valid_until = private.today() - 1, valid_from = private.today() - 2 where user_id = $1`,
      [visitor.id]
    );
    expect(await list(visitor)).toEqual([]);
    expect(await look(visitor, slug, true)).toBe('not_your_act');
  });
});
