import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as imports from '#lib/projects/import/import.server.ts';
import { correctionCsv } from '#lib/projects/import/report.ts';
import { projectsCsv } from '#tests/bench/import.ts';
import { openProjectDesk, type Facts, type ProjectDesk } from '#tests/support/projects.ts';

let desk: ProjectDesk;

beforeAll(async () => {
  desk = await openProjectDesk();
});
afterAll(async () => {
  await desk.hub.close();
});

type Db = ProjectDesk['wuhan']['db'];

/** Stages rows of facts as they are, line 2 on. */
async function staged(rows: Facts[], db: Db = desk.wuhan.db): Promise<string> {
  const run = z.string().parse((await db.rpc('begin_import', { file_name: 'list.csv' })).data);
  const lines = rows.map((facts, index) => ({ line: index + 2, facts }));
  await db.rpc('stage_import', { run, rows: lines });
  return run;
}

async function previewed(rows: Facts[], db: Db = desk.wuhan.db): Promise<string> {
  const run = await staged(rows, db);
  await imports.preview(db, run);
  return run;
}

const refusal = async (asked: PromiseLike<{ error: { message: string } | null }>) =>
  (await asked).error?.message ?? null;

const count = async () => {
  const [row] = await desk.hub.sql.query('select count(*)::int as n from public.projects');
  return Number(row?.n);
};

describe('a file', () => {
  it('is written once: the second time it changes nothing, not even the journal', async () => {
    const db = desk.hub.service;
    const bytes = new TextEncoder().encode(projectsCsv(40, await imports.divisions(db)));
    const parsed = await imports.parse(db, bytes, 'WGS84');
    expect(parsed.bad).toEqual([]);
    const first = await imports.stage(db, 'list.csv', parsed.rows);
    expect(await imports.preview(db, first)).toMatchObject({ new: 40, changed: 0, unchanged: 0, refused: 0 });
    const written = await imports.commit(db, first, { skipRefused: false });
    expect(written).toMatchObject({ written: 40, remaining: 0 });
    const before = await desk.head();

    const second = await imports.stage(db, 'list.csv', parsed.rows);
    expect(await imports.preview(db, second)).toMatchObject({ new: 0, changed: 0, unchanged: 40 });
    expect(await imports.commit(db, second, { skipRefused: false })).toMatchObject({ written: 0 });
    expect(await desk.head()).toBe(before);
  });

  it('comes back as bad rows that hold what the database refused', async () => {
    const db = desk.hub.service;
    const bytes = new TextEncoder().encode(projectsCsv(3, await imports.divisions(db), 5));
    const parsed = await imports.parse(db, bytes, 'WGS84');
    const refused = [{ line: 3, zh: '不在辖区', en: 'Elsewhere' }];
    const csv = correctionCsv(imports.withRefused(parsed, bytes, refused));
    const [header, row, end] = csv.split('\r\n');
    expect(header).toContain('项目名称');
    expect(row).toContain(parsed.rows[1]?.row.name);
    expect(row).toMatch(/不在辖区,Elsewhere$/);
    expect(end).toBe('');
  });
});

describe('a preview', () => {
  it('writes nothing, and tells what would change', async () => {
    const facts = desk.basics();
    await desk.must(facts);
    const [before, head] = [await count(), await desk.head()];
    const run = await previewed([{ ...facts, unit_count: 12 }, desk.basics(), facts]);
    expect([await count(), await desk.head()]).toEqual([before, head]);
    const { summary, rows } = await imports.read(desk.wuhan.db, run);
    expect(summary).toMatchObject({ changed: 1, new: 1, unchanged: 1, refused: 0 });
    expect(rows[0]?.detail?.changes).toEqual({ unit_count: { from: null, to: 12 } });
  });

  it('refuses rows outside of the jurisdiction, with the reason', async () => {
    const away = { ...desk.basics(), permit_no: desk.newPermit('420602'), division_code: '420602' };
    const run = await previewed([desk.basics(), away]);
    const { rows, summary } = await imports.read(desk.wuhan.db, run, { outcome: 'refused' });
    expect(summary).toMatchObject({ new: 1, refused: 1 });
    expect(rows.map(({ line, detail }) => [line, detail?.reason])).toEqual([[3, 'outside_jurisdiction']]);
  });

  it('does not promise what a constraint would refuse', async () => {
    const run = await previewed([
      { ...desk.basics(), name: '江' },
      { ...desk.basics(), parties: { developer: { name: '甲' } } }
    ]);
    const { rows } = await imports.read(desk.wuhan.db, run, { outcome: 'refused' });
    expect(rows.map(({ detail }) => detail?.reason)).toEqual([
      'projects_name_length',
      'organizations_name_length'
    ]);
  });

  it('must be whole before anything is written', async () => {
    const run = await staged([desk.basics()]);
    expect(await refusal(desk.wuhan.db.rpc('commit_import', { run }))).toBe('import_not_previewed');
  });
});

describe('a commit', () => {
  it('writes nothing while a row is refused, unless it is skipped', async () => {
    const run = await previewed([desk.basics(), { ...desk.basics(), division_code: '420602' }]);
    const before = await count();
    expect(await refusal(desk.wuhan.db.rpc('commit_import', { run }))).toBe('import_has_refused_rows');
    expect(await count()).toBe(before);
    const done = await imports.commit(desk.wuhan.db, run, { skipRefused: true });
    expect(done).toMatchObject({ written: 1, refused: 1, remaining: 0 });
    expect(await count()).toBe(before + 1);
    const { rows } = await imports.read(desk.wuhan.db, run, { outcome: 'refused' });
    expect(rows.map(({ line }) => line)).toEqual([3]);
  });

  it('goes on where it was interrupted, and writes no row twice', async () => {
    const run = await previewed(Array.from({ length: 7 }, () => desk.basics()));
    const before = await count();
    const first = await imports.commitSome(desk.wuhan.db, run, { skipRefused: false, batch: 3 });
    expect(first.remaining).toBe(4);
    expect(await count()).toBe(before + 3);
    expect((await imports.read(desk.wuhan.db, run)).remaining).toBe(4);
    expect(await refusal(desk.wuhan.db.rpc('stage_import', { run, rows: [] }))).toBe('import_not_open');
    const done = await imports.commit(desk.wuhan.db, run, { skipRefused: false });
    expect(done).toMatchObject({ written: 7, remaining: 0 });
    expect(await count()).toBe(before + 7);
    expect(await imports.commit(desk.wuhan.db, run, { skipRefused: false })).toMatchObject({ remaining: 0 });
    expect(await count()).toBe(before + 7);
  });

  it('is whole when the last batch is full', async () => {
    const run = await previewed([desk.basics(), desk.basics()]);
    const done = await imports.commitSome(desk.wuhan.db, run, { skipRefused: false, batch: 2 });
    expect(done).toMatchObject({ written: 2, remaining: 0 });
    expect((await imports.read(desk.wuhan.db, run)).run.state).toBe('committed');
  });

  it('refuses what moved away since the preview, and writes the rest', async () => {
    const facts = desk.basics();
    const { project_id } = await desk.must(facts);
    const run = await previewed([{ ...facts, unit_count: 5 }, desk.basics()]);
    await desk.must({ project_id, division_code: '420602' }, desk.province.db);
    const done = await imports.commit(desk.wuhan.db, run, { skipRefused: false });
    expect(done).toMatchObject({ written: 1, refused: 1 });
  });

  it('refuses a row that breaks a constraint, and writes the rest', async () => {
    const far = { ...desk.basics(), lat: 10, lng: 10 };
    const run = await previewed([far, desk.basics()]);
    const done = await imports.commit(desk.wuhan.db, run, { skipRefused: false });
    expect(done).toMatchObject({ written: 1, refused: 1 });
    const { rows } = await imports.read(desk.wuhan.db, run, { outcome: 'refused' });
    expect(rows[0]?.detail?.reason).toBe('projects_place_in_range');
  });
});

describe('an import', () => {
  it('is seen, written and thrown away by its owner alone', async () => {
    const run = await previewed([desk.basics()]);
    const other = desk.xiangyang.db;
    const of = (verb: string) => refusal(other.rpc(verb, { run }));
    expect(await of('read_import')).toBe('import_not_found');
    expect(await of('preview_import')).toBe('import_not_found');
    expect(await of('commit_import')).toBe('import_not_found');
    expect(await of('discard_import')).toBe('import_not_found');
    expect((await imports.recent(other)).map((one) => one.import_run_id)).not.toContain(run);
    expect((await imports.recent(desk.wuhan.db)).map((one) => one.import_run_id)).toContain(run);
    await imports.discard(desk.wuhan.db, run);
    expect((await imports.recent(desk.wuhan.db)).map((one) => one.import_run_id)).not.toContain(run);
  });

  it('cannot be thrown away once it was written', async () => {
    const run = await previewed([desk.basics()]);
    await imports.commit(desk.wuhan.db, run, { skipRefused: false });
    expect(await refusal(desk.wuhan.db.rpc('discard_import', { run }))).toBe('import_not_open');
  });

  it('is for officers', async () => {
    const begin = (db: Db) => refusal(db.rpc('begin_import', { file_name: 'x.csv' }));
    expect(await begin(desk.company.db)).toBe('officer_required');
    expect(await begin(desk.hub.visitor)).toMatch(/permission denied/);
  });

  it('marks demonstration data by the service alone', async () => {
    const [mine, own] = [desk.basics(), desk.basics()];
    const demo = async (facts: Facts, db: Db) => {
      await imports.commit(db, await previewed([facts], db), { skipRefused: false, demo: true });
      const [row] = await desk.hub.sql.query('select demo from public.projects where permit_no = $1', [
        facts.permit_no
      ]);
      return row?.demo;
    };
    expect(await demo(mine, desk.wuhan.db)).toBe(false);
    expect(await demo(own, desk.hub.service)).toBe(true);
  });
});
