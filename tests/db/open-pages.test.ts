import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import * as figures from '#lib/open-data/pages/figures.server.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
});
afterAll(() => hub.close());

const page = z.object({
  rows: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])),
  next: z.string().nullable()
});
const news = z.object({
  entries: z.array(
    z.object({
      seq: z.number(),
      kind: z.string(),
      subject_type: z.string(),
      project_id: z.string().nullable(),
      facts: z.looseObject({})
    })
  ),
  more: z.boolean()
});
const call = async <S extends z.ZodType>(verb: string, args: Record<string, unknown>, schema: S) => {
  const { data, error } = await hub.visitor.rpc(verb, args);
  if (error) throw new Error(`${verb}: ${error.message}`);
  return schema.parse(data);
};
const numbers = async (statement: string): Promise<number[]> =>
  (await hub.sql.query(statement)).map((row) => Number(row.value));

/** The column of each data set that its figure counts by. */
const columns: Record<string, string> = {
  ...{
    projects: 'stage',
    parties: 'role',
    milestones: 'kind',
    disclosures: 'status',
    documents: 'media_type'
  },
  ...{ open_days: 'status', visits: 'category', findings: 'outcome', rectifications: 'state' },
  ...{ complaints: 'state', deadlines: 'status', divisions: 'level', catalogue: 'stage' }
};

describe('figures of open data', () => {
  it('count exactly the rows that are handed out, by the column that they show', async () => {
    const told = await figures.all(hub.visitor);
    expect(Object.keys(told).sort()).toEqual(datasets.map(({ name }) => name).sort());
    for (const { name } of datasets) {
      const rows: Record<string, unknown>[] = [];
      for (let after: string | null = null, first = true; first || after !== null; first = false) {
        const part: z.infer<typeof page> = await call(
          'open_rows',
          { dataset: name, after, page_size: 5000 },
          page
        );
        rows.push(...part.rows.map(([, row]) => row));
        after = part.next;
      }
      const by = Object.fromEntries(
        [...Map.groupBy(rows, (row) => String(row[columns[name] ?? '']))].map(([key, all]) => [
          key,
          all.length
        ])
      );
      expect(told[name]?.by, name).toEqual(by);
      expect(told[name]?.rows, name).toBe(rows.length);
      expect(rows.length, name).toBeGreaterThan(0);
      expect(told[name]?.json, name).toBeGreaterThan(0);
    }
    expect(told.projects?.changed?.seq).toBeGreaterThan(0);
    expect(told.complaints?.changed?.at).toMatch(/Z$/);
    expect(await figures.one(hub.visitor, 'projects')).toEqual(told.projects);
    await expect(figures.one(hub.visitor, 'nothing')).rejects.toMatchObject({ status: 404 });
  });
});

const of = async (list: string, filters: Record<string, unknown>, before: number | null = null, size = 200) =>
  call('read_list_news', { list, filters, before, page_size: size }, news);
const seqs = async (list: string, filters: Record<string, unknown>) =>
  (await of(list, filters)).entries.map(({ seq }) => seq);

describe('news of a list', () => {
  it('are those about what the page shows', async () => {
    const newest = (where: string) =>
      numbers(`select j.seq as value from public.journal j where ${where} order by j.seq desc limit 200`);
    expect(await seqs('disclosures', { division: '420100', status: 'overdue' })).toEqual(
      await newest(`j.subject_type = 'disclosure' and j.subject_id in (select d.disclosure_id::text
        from public.disclosures d where d.status = 'overdue' and d.division_code like '4201%')`)
    );
    expect(await seqs('disclosures', { stage: 'permitting' })).toEqual(
      await newest(`j.subject_type = 'disclosure' and j.subject_id in (select d.disclosure_id::text from public.disclosures d
        where d.stage = 'permitting' and d.status in ('published', 'withdrawn', 'withheld', 'overdue'))`)
    );
    expect(await seqs('open-days', { status: 'held' })).toEqual(
      await newest(`j.subject_type = 'open_day' and j.subject_id in (select o.open_day_id::text
        from public.open_days o where o.status = 'held' and (o.announced_at is not null or o.origin = 'milestone'))`)
    );
    expect(await seqs('findings', { outcome: 'substantiated' })).toEqual(
      await newest(`j.subject_type in ('finding', 'rectification') and split_part(j.subject_id, '/', 1) in (
        select f.finding_id::text from public.findings f where f.outcome = 'substantiated' and f.published_at is not null and f.state <> 'withheld')`)
    );
    expect(await seqs('complaints', { overdue: true })).toEqual(
      await newest(`j.subject_type = 'complaint' and j.subject_id in (select c.complaint_id::text from public.complaints c
        where c.visibility in ('public', 'stub') and c.published_at is not null and c.queue <> 'done' and c.due_on < private.today())`)
    );
    expect(await seqs('projects', { stage: 'completion' })).toEqual(
      await newest(`(j.subject_type <> 'complaint' or not private.hides_place(j)) and j.project_id in (
        select p.project_id from public.projects p where p.stage = 'completion')`)
    );
    expect((await seqs('projects', {})).length).toBe(200);
    expect(await seqs('disclosures', { q: '没有这样的项目' })).toEqual([]);
  });

  it('come page by page without gaps', async () => {
    const whole = await seqs('disclosures', { division: '420100' });
    const first = await of('disclosures', { division: '420100' }, null, 7);
    const second = await of('disclosures', { division: '420100' }, first.entries.at(-1)?.seq ?? 0, 7);
    expect(first.more).toBe(true);
    expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual(whole.slice(0, 14));
  });

  it('tell of complaints what is told of them now, and of a coarse place no project', async () => {
    const all = (await of('complaints', {})).entries;
    const [coarse] = await hub.sql.query(
      `select c.complaint_id::text as id from public.complaints c where c.coarse_place and c.visibility in ('public', 'stub')
         and c.published_at is not null and exists (select from public.journal j where j.subject_id = c.complaint_id::text) limit 1`
    );
    expect(coarse).toBeDefined();
    const hidden = await numbers(
      `select seq as value from public.journal where subject_id = '${String(coarse?.id)}'`
    );
    const told = all.filter(({ seq }) => hidden.includes(seq));
    expect(told.length).toBeGreaterThan(0);
    for (const entry of told) {
      expect(entry.project_id).toBeNull();
      expect(entry.facts).not.toHaveProperty('slug');
    }
    const ofProjects = await seqs('projects', {});
    expect(ofProjects.filter((seq) => hidden.includes(seq))).toEqual([]);
  });

  it('of many are found as those of few', async () => {
    const before = await seqs('projects', {});
    await hub.sql.query(`insert into public.projects (project_code, name, division_code, housing_type)
      select '4201-' || lpad(g::text, 6, '0') || '-04-01-123456', '许多 ' || g, '420106', 'commodity' from generate_series(1, 1200) g`);
    expect(await seqs('projects', {})).toEqual(before);
    const [oldest = 0] = await numbers(`select min(seq) + 3 as value from public.journal`);
    expect((await of('projects', {}, oldest)).entries.map(({ seq }) => seq)).toEqual(
      [3, 2, 1].filter((n) => n < oldest)
    );
    await hub.sql.query(`delete from public.projects where name like '许多 %'`);
  });

  it('are refused for a list that there is not', async () => {
    await expect(of('people', {})).rejects.toThrow('invalid');
  });
});

describe('the calendar of a list', () => {
  const days = z.array(z.looseObject({ slug: z.string(), status: z.string() }));
  const listed = (filters: Record<string, unknown>) =>
    call('open_days_listed', { filters, from_at: '2020-01-01' }, days);

  it('keeps what was held or cancelled, unless a status is asked for, and tells nothing that was not announced', async () => {
    const all = await listed({});
    expect(new Set(all.map(({ status }) => status)).size).toBeGreaterThan(2);
    const [announced] = await numbers(
      'select count(*) as value from public.open_days where announced_at is not null'
    );
    expect(all).toHaveLength(announced ?? -1);
    const held = await listed({ status: 'held' });
    expect(held.length).toBeGreaterThan(0);
    expect(held.every(({ status }) => status === 'held')).toBe(true);
    expect(await listed({ division: '429021' })).toEqual([]);
  });
});
