import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openProjectDesk, uscc, type ProjectDesk } from '#tests/support/projects.ts';

let desk: ProjectDesk;

beforeAll(async () => {
  desk = await openProjectDesk();
});
afterAll(async () => {
  await desk.hub.close();
});

describe('what a row says of a project', () => {
  it('is nothing where it has no key, and empties where it has null', async () => {
    const { slug, project_id } = await desk.must({ ...desk.basics(), zone: '东湖高新区' });
    await desk.must({ project_id, name: '江岸花园' });
    expect((await desk.read(slug)).zone).toBe('东湖高新区');
    const changed = await desk.must({ project_id, zone: null });
    expect(changed.changes).toEqual({ zone: { from: '东湖高新区', to: null } });
    expect((await desk.read(slug)).zone).toBeNull();
  });

  it('changes nothing the second time: not the version, not the journal', async () => {
    const facts = {
      ...desk.basics(),
      floor_area_m2: 1200.5,
      lat: 30.6,
      lng: 114.3,
      pilot: true,
      milestones: {
        permit: { planned: null, reached: '2020-06-01' },
        completion_filing: { planned: '2030-01-01' }
      }
    };
    const first = await desk.must(facts);
    const before = await desk.head();
    const again = await desk.must({ ...facts, project_id: first.project_id });
    expect(again).toMatchObject({ outcome: 'unchanged', version: first.version });
    expect(await desk.head()).toBe(before);
  });

  it('merges a milestone by its parts, and takes it away when both are empty', async () => {
    const { slug, project_id } = await desk.must({
      ...desk.basics(),
      milestones: { permit: { planned: '2020-05-01' } }
    });
    await desk.must({ project_id, milestones: { permit: { reached: '2020-06-01' } } });
    const permitOf = async () => (await desk.read(slug)).milestones.find(({ kind }) => kind === 'permit');
    expect(await permitOf()).toMatchObject({ planned_on: '2020-05-01', reached_on: '2020-06-01' });
    await desk.must({ project_id, milestones: { permit: { planned: null, reached: null } } });
    expect(await permitOf()).toMatchObject({ planned_on: null, reached_on: null });
  });

  it('takes a unit away when its name is empty, and leaves a unit that is not told', async () => {
    const { slug, project_id } = await desk.must({
      ...desk.basics(),
      parties: { developer: { name: '甲方公司' }, designer: { name: '设计公司' } }
    });
    await desk.must({ project_id, parties: { designer: { name: null } } });
    expect((await desk.read(slug)).parties.map(({ role }) => role)).toEqual(['developer']);
  });

  it('empties a leader that is null, and keeps one that is not told', async () => {
    const { slug, project_id } = await desk.must(desk.basics());
    const name = (await desk.read(slug)).parties[0]?.name;
    await desk.must({ project_id, parties: { developer: { name } } });
    expect((await desk.read(slug)).parties[0]?.leader).toBe('张三');
    await desk.must({ project_id, parties: { developer: { name, leader: null } } });
    expect((await desk.read(slug)).parties[0]?.leader).toBeNull();
  });
});

describe('companies', () => {
  it('are the same by their code, however a file spells the name', async () => {
    const code = uscc(1);
    const named = (name: string) => ({ developer: { name, uscc: code } });
    const { project_id, slug } = await desk.must({
      ...desk.basics(),
      parties: named('武汉示范置业有限公司')
    });
    const again = await desk.must({ project_id, parties: named('武汉示范置业（集团）有限公司') });
    expect(again.outcome).toBe('unchanged');
    expect((await desk.read(slug)).parties[0]?.name).toBe('武汉示范置业有限公司');
  });

  it('take on their code when it comes', async () => {
    const name = '没有代码的公司';
    const { project_id } = await desk.must({ ...desk.basics(), parties: { developer: { name } } });
    const code = uscc(2);
    await desk.must({ project_id, parties: { developer: { name, uscc: code } } });
    const { data } = await desk.hub.visitor.from('organizations').select('name, uscc').eq('name', name);
    expect(data).toEqual([{ name, uscc: code }]);
  });

  it('are one when two roles of a row name the same new one', async () => {
    const name = '两个角色的公司';
    await desk.must({ ...desk.basics(), parties: { developer: { name }, contractor: { name } } });
    const { count } = await desk.hub.visitor
      .from('organizations')
      .select('*', { count: 'exact', head: true })
      .eq('name', name);
    expect(count).toBe(1);
  });
});

describe('numbers', () => {
  it('let a project with a code alone adopt its permit', async () => {
    const code = '2020-420102-47-03-000001';
    const facts = desk.basics();
    const first = await desk.must({ ...facts, permit_no: null, project_code: code });
    const { data } = await desk.wuhan.db.rpc('begin_import', { file_name: 'a.csv' });
    const run = z.string().parse(data);
    await desk.wuhan.db.rpc('stage_import', {
      run,
      rows: [{ line: 2, facts: { ...facts, project_code: code } }]
    });
    await desk.wuhan.db.rpc('preview_import', { run });
    await desk.wuhan.db.rpc('commit_import', { run });
    expect((await desk.read(first.slug)).permit_no).toBe(facts.permit_no);
  });

  it('belong to one project', async () => {
    const facts = desk.basics();
    await desk.must(facts);
    expect(await desk.save(facts)).toBe('project_exists');
    const { project_id } = await desk.must(desk.basics());
    expect(await desk.save({ project_id, permit_no: facts.permit_no })).toBe('permit_no_taken');
  });
});

describe('stage', () => {
  it.each([
    [{}, 'permitting'],
    [{ permit: { planned: '2020-01-01' } }, 'permitting'],
    [{ permit: { reached: '2020-01-01' } }, 'construction'],
    [{ permit: { reached: '2020-01-01' }, structure_acceptance: { reached: '2021-01-01' } }, 'construction'],
    [
      { structure_acceptance: { reached: '2021-01-01' }, household_acceptance: { planned: '2021-05-01' } },
      'construction'
    ],
    [{ household_acceptance: { reached: '2021-05-01' } }, 'completion'],
    [{ completion_filing: { reached: '2021-05-01' } }, 'completion']
  ])('of a new project with %j is %s', async (milestones, stage) => {
    const { slug } = await desk.must({ ...desk.basics(), milestones });
    expect((await desk.read(slug)).stage).toBe(stage);
  });

  it('moves on and back with the milestones', async () => {
    const { slug, project_id } = await desk.must(desk.basics());
    await desk.must({ project_id, milestones: { completion_acceptance: { reached: '2021-05-01' } } });
    expect((await desk.read(slug)).stage).toBe('completion');
    await desk.must({ project_id, milestones: { completion_acceptance: { reached: null } } });
    expect((await desk.read(slug)).stage).toBe('permitting');
  });
});

describe('the journal', () => {
  it('tells a milestone reached later on its own, with the day it happened', async () => {
    const { project_id, slug } = await desk.must({
      ...desk.basics(),
      milestones: { permit: { reached: '2020-06-01' } }
    });
    await desk.must({ project_id, milestones: { structure_acceptance: { reached: '2021-03-15' } } });
    expect((await desk.read(slug)).entries.map(({ kind }) => kind)).toEqual([
      'disclosure.scheduled',
      'milestone.reached',
      'disclosure.scheduled',
      'project.registered'
    ]);
    const [entry] = await desk.hub.sql.query(
      `select (occurred_at at time zone 'Asia/Shanghai')::text as day, facts ->> 'milestone' as milestone
       from public.journal where project_id = $1 and kind = 'milestone.reached'`,
      [project_id]
    );
    expect(entry).toEqual({ day: '2021-03-15 12:00:00', milestone: 'structure_acceptance' });
  });
});
