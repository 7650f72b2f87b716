import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#lib/server/client.ts';
import { person } from '#tests/support/database.ts';
import { openProjectDesk, type ProjectDesk } from '#tests/support/projects.ts';

let desk: ProjectDesk;

beforeAll(async () => {
  desk = await openProjectDesk();
});
afterAll(async () => {
  await desk.hub.close();
});

describe('jurisdiction', () => {
  it('keeps an officer of one city from the projects of another', async () => {
    expect(await desk.save({ ...desk.basics(), division_code: '420602' })).toBe('outside_jurisdiction');
    const { project_id } = await desk.must(desk.basics());
    expect(await desk.save({ project_id, name: '改名小区' }, desk.xiangyang.db)).toBe('outside_jurisdiction');
  });

  it('lets nobody pull a project over', async () => {
    const facts = desk.basics();
    const { project_id, slug } = await desk.must(facts);
    const moved = { ...facts, division_code: '420602' };
    expect(await desk.save({ project_id, division_code: '420602' }, desk.xiangyang.db)).toBe(
      'outside_jurisdiction'
    );
    expect(await desk.save(moved, desk.xiangyang.db)).toBe('outside_jurisdiction');
    expect(await desk.save({ project_id, division_code: '420602' })).toBe('outside_jurisdiction');
    expect((await desk.read(slug)).permit_no).toBe(facts.permit_no);
  });

  it('lets the province write everywhere, also move a project', async () => {
    const { project_id } = await desk.must(desk.basics());
    expect(await desk.save({ project_id, division_code: '420602' }, desk.province.db)).toMatchObject({
      outcome: 'changed'
    });
  });

  it('ends with the membership', async () => {
    const gone = await person(desk.hub, { email: 'gone@x.cn', role: 'officer', division: '420100' });
    await desk.hub.sql.query(
      "update public.memberships set valid_from = date '2020-01-01', valid_until = date '2020-12-31' where user_id = $1",
      [gone.id]
    );
    expect(await desk.save(desk.basics(), gone.db)).toBe('outside_jurisdiction');
  });

  it('is nothing to a company member, a resident or a visitor', async () => {
    const resident = await person(desk.hub, { email: 'resident@x.cn' });
    expect(await desk.save(desk.basics(), desk.company.db)).toBe('outside_jurisdiction');
    expect(await desk.save(desk.basics(), resident.db)).toBe('outside_jurisdiction');
    expect(await desk.save(desk.basics(), desk.hub.visitor)).toMatch(/permission denied/);
  });
});

describe('save_project', () => {
  it('tells that somebody else was faster, and writes nothing', async () => {
    const { project_id, slug, version } = await desk.must(desk.basics());
    await desk.must({ project_id, zone: '一区' }, desk.wuhan.db, { expected_version: version });
    const late = await desk.save({ project_id, zone: '二区' }, desk.wuhan.db, { expected_version: version });
    expect(late).toBe('project_changed_meanwhile');
    expect((await desk.read(slug)).zone).toBe('一区');
  });

  it('replaces buildings, and journals that alone', async () => {
    const building = (name: string, floors_above: number | null = null) => ({ name, floors_above });
    const { project_id, slug, version } = await desk.must(desk.basics(), desk.wuhan.db, {
      buildings: [building('1号楼', 18), building('2号楼')]
    });
    const before = await desk.head();
    const changed = await desk.must({ project_id }, desk.wuhan.db, {
      buildings: [building('1号楼', 20), building('3号楼')]
    });
    expect((await desk.read(slug)).buildings).toEqual([building('1号楼', 20), building('3号楼')]);
    expect(changed.version).toBe(version + 1);
    expect(await desk.head()).toBe(before + 1);
    await desk.must({ project_id }, desk.wuhan.db, { buildings: [building('1号楼', 20), building('3号楼')] });
    expect(await desk.head()).toBe(before + 1);
    await desk.must({ project_id, zone: '一区' });
    expect((await desk.read(slug)).buildings).toHaveLength(2);
  });

  it.each([
    ['a day to come', { milestones: { permit: { reached: '2099-01-01' } } }, 'reached_in_future'],
    ['an unknown kind', { milestones: { nothing: { reached: '2020-01-01' } } }, 'milestone_kind_unknown'],
    ['the province as its place', { division_code: '420000' }, 'division_unknown'],
    ['a name of one character', { name: '江' }, 'projects_name_length'],
    ['a unit of one character', { parties: { developer: { name: '甲' } } }, 'organizations_name_length']
  ])('refuses %s', async (_what, change, reason) => {
    expect(await desk.save({ ...desk.basics(), ...change }, desk.province.db)).toBe(reason);
  });
});

describe('set_location_quality', () => {
  const judge = async (db: Client, project: string, quality: string) =>
    (await db.rpc('set_location_quality', { project, quality })).error?.message ?? null;

  it('is told by an officer of the place, and told in the journal once', async () => {
    const { project_id, slug } = await desk.must({ ...desk.basics(), lat: 30.6, lng: 114.3 });
    expect((await desk.read(slug)).location_quality).toBe('reported');
    expect(await judge(desk.xiangyang.db, project_id, 'verified')).toBe('outside_jurisdiction');
    const before = await desk.head();
    expect(await judge(desk.wuhan.db, project_id, 'verified')).toBeNull();
    expect(await judge(desk.wuhan.db, project_id, 'verified')).toBeNull();
    expect(await desk.head()).toBe(before + 1);
    expect((await desk.read(slug)).location_quality).toBe('verified');
    await desk.must({ project_id, lat: 30.61 });
    expect((await desk.read(slug)).location_quality).toBe('reported');
  });
});

describe('add_milestone_kind', () => {
  const kind = (name: string, division_code: string) => ({
    facts: {
      kind: name,
      division_code,
      name: '屋面验收',
      name_en: 'roof acceptance',
      stage: 'construction',
      sort: 35
    }
  });

  it('adds a kind for a city, which its projects alone can have', async () => {
    expect((await desk.wuhan.db.rpc('add_milestone_kind', kind('wuhan_roof', '420100'))).error).toBeNull();
    const reached = { wuhan_roof: { reached: '2021-01-01' } };
    expect(await desk.save({ ...desk.basics(), milestones: reached })).toMatchObject({ outcome: 'new' });
    const there = {
      ...desk.basics(),
      permit_no: desk.newPermit('420602'),
      division_code: '420602',
      milestones: reached
    };
    expect(await desk.save(there, desk.xiangyang.db)).toBe('milestone_kind_unknown');
  });

  it('is for the officer of the city', async () => {
    const foreign = await desk.wuhan.db.rpc('add_milestone_kind', kind('xiangyang_roof', '420600'));
    expect(foreign.error?.message).toBe('outside_jurisdiction');
    const member = await desk.company.db.rpc('add_milestone_kind', kind('company_roof', '420100'));
    expect(member.error?.message).toBe('outside_jurisdiction');
  });
});
