import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { plansBrowsed, projectPlan } from '#lib/disclosures/plan/answers.ts';
import { deskBrowsed } from '#lib/disclosures/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { openDisclosureDesk, rebar, type DisclosureDesk } from '#tests/support/disclosures.ts';

let desk: DisclosureDesk;
let project: string;
let address: string;
let slug: string;
let file: string;

beforeAll(async () => {
  desk = await openDisclosureDesk();
  ({ project_id: project, slug: address } = await desk.project({
    permit: { reached: '2026-01-05' },
    structure_acceptance: { reached: '2026-03-02' }
  }));
  slug = await desk.slugOf(project, 'rebar_tests');
  file = await desk.document(project, 'report');
});
afterAll(() => desk.hub.close());

async function queue(db: Client, filters: Record<string, unknown> = {}) {
  const { data, error } = await db.rpc('browse_desk_disclosures', {
    filters: { project: address, ...filters }
  });
  if (error) throw new Error(error.message);
  return deskBrowsed.parse(data);
}
const todoOf = async (db: Client) => (await queue(db)).rows.find(({ item }) => item === 'rebar_tests')?.todo;
const edits = async () => (await desk.atDesk(slug, desk.developer.db))?.open?.edits ?? 0;

describe('the queue', () => {
  it('says to each who is next, and puts what is late before what is to come and what is done', async () => {
    expect(await todoOf(desk.contractor.db)).toBe('begin');
    expect(await todoOf(desk.engineer.db)).toBeNull();
    await desk.save(slug, rebar, [file], {}, desk.contractor.db);
    expect(await todoOf(desk.contractor.db)).toBe('finish');
    await desk.advance(slug, 'submit', await edits(), desk.contractor.db);
    expect(await todoOf(desk.engineer.db)).toBe('confirm');
    expect(await todoOf(desk.developer.db)).toBeNull();
    await desk.advance(slug, 'confirm', await edits(), desk.engineer.db);
    expect(await todoOf(desk.developer.db)).toBe('publish');
    expect(await todoOf(desk.engineer.db)).toBeNull();
    await desk.advance(slug, 'publish', await edits(), desk.developer.db);
    const { rows } = await queue(desk.engineer.db);
    expect([...new Set(rows.map(({ status }) => status))]).toEqual(['due', 'ahead', 'published']);
    const clocks = rows.flatMap(({ status, due_on }) => (status === 'due' ? [due_on ?? ''] : []));
    expect(clocks.length).toBeGreaterThan(1);
    expect(clocks).toEqual(clocks.toSorted());
  });

  it('never asks a person to judge the own work', async () => {
    await desk.hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, duties) values ($1, $2, 'company_member', '{confirm}')`,
      [desk.developer.id, desk.engineer.organization]
    );
    await desk.publish(slug, { ...rebar, material_groups: 25 }, [file], '更正组数统计');
    await desk.save(slug, { ...rebar, material_groups: 26 }, [file], { reason: '再次更正组数' });
    await desk.advance(slug, 'submit', 1, desk.developer.db);
    expect(await todoOf(desk.developer.db)).toBeNull();
    expect(await todoOf(desk.engineer.db)).toBe('confirm');
    await desk.advance(slug, 'return', await edits(), desk.engineer.db, { reason: '请核对' });
    await desk.advance(slug, 'discard', await edits(), desk.developer.db);
  });

  it('shows an officer the jurisdiction, and nobody else anything', async () => {
    expect((await queue(desk.reviewer.db)).total).toBeGreaterThan(1);
    expect((await queue(desk.xiangyang.db)).total).toBe(0);
    expect((await queue(desk.company.db)).total).toBe(0);
  });
});

describe('a draft that was thrown away', () => {
  it('leaves nothing to correct: the next one needs no reason', async () => {
    const own = await desk.slugOf(project, 'concrete_tests');
    await desk.save(own, {}, []);
    await desk.advance(own, 'discard', 1, desk.developer.db);
    expect(await desk.save(own, {}, [])).toEqual({ version: 2, edits: 1 });
    expect((await desk.atDesk(own, desk.developer.db))?.open).toMatchObject({ version: 2, reason: null });
  });
});

describe('plans', () => {
  const plans = async (db: Client, filters: Record<string, unknown> = {}) => {
    const { data, error } = await db.rpc('browse_plans', { filters });
    if (error) throw new Error(error.message);
    return plansBrowsed.parse(data);
  };
  const read = async () =>
    projectPlan.parse((await desk.developer.db.rpc('project_plan', { slug: address })).data);
  const confirm = async (change: (item: string) => Record<string, unknown>, version: number | null) => {
    const { proposal } = await read();
    const items = proposal.map((line) => ({ ...line, left_out_reason: null, ...change(line.item) }));
    return desk.developer.db.rpc('confirm_plan', { slug: address, items, expected_version: version });
  };

  it('are listed for the bureau: none, then short, then complete', async () => {
    expect((await plans(desk.reviewer.db)).rows.map(({ plan }) => plan)).toContain('none');
    expect((await plans(desk.reviewer.db, { plan: 'deviating' })).total).toBe(0);
    await confirm(
      (item) =>
        item === 'rebar_tests'
          ? { planned_on: '2099-01-01' }
          : item === 'concrete_tests'
            ? { left_out_reason: '本工程不涉及' }
            : item === 'construction_permit'
              ? { channels: [] }
              : {},
      null
    );
    const short = await plans(desk.reviewer.db, { plan: 'deviating' });
    expect(short.rows.map((row) => row.slug)).toEqual([address]);
    const told = short.rows[0]?.deviations.map(({ item, deviation }) => `${item}: ${deviation}`);
    expect(told).toEqual([
      'construction_permit: no_channel',
      'rebar_tests: late',
      'concrete_tests: left_out'
    ]);
    expect((await read()).plan?.deviations).toEqual(short.rows[0]?.deviations);
    expect((await plans(desk.developer.db, { plan: 'deviating' })).total).toBe(1);
    await confirm(() => ({}), 1);
    expect((await plans(desk.reviewer.db, { plan: 'deviating' })).total).toBe(0);
    expect((await plans(desk.reviewer.db, { plan: 'complete' })).rows[0]).toMatchObject({
      slug: address,
      version: 2
    });
  });

  it('of others are nobody’s business', async () => {
    expect((await plans(desk.xiangyang.db)).total).toBe(0);
    expect((await plans(desk.company.db)).total).toBe(0);
    const { error } = await desk.hub.visitor.rpc('browse_plans');
    expect(error?.message).toMatch(/permission denied/);
    expect(z.unknown().parse((await desk.company.db.rpc('project_plan', { slug: address })).data)).toBeNull();
  });
});
