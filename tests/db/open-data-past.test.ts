import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { datasets, openData, type Row } from '#tests/support/open-data.ts';

/** How rows were, and that nothing that was taken back is told of the past either. */
let hub: TestHub;
let open: ReturnType<typeof openData>;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  open = openData(hub.visitor);
});
afterAll(() => hub.close());

const slug = z.object({ slug: z.string() });
const one = async (statement: string) => slug.parse((await hub.sql.query(statement))[0]).slug;
const head = async () => (await open.page('divisions', { page_size: 1 })).head;
const now = async (dataset: string) => [...(await open.all(dataset))];

/** All that a visitor can read of open data, as one text. */
async function everything(): Promise<string> {
  const parts: unknown[] = [];
  for (const dataset of datasets) parts.push(await now(dataset));
  for (let after = 0; ;) {
    const { changes, next } = await open.changes(after);
    parts.push(changes);
    if (next === after) break;
    after = next;
  }
  parts.push((await open.entries(0)).entries);
  for (const dataset of ['projects', 'disclosures'])
    parts.push((await open.past(dataset, await head())).rows);
  return JSON.stringify(parts);
}

describe('the past', () => {
  it('is, at each entry, what the tables were when it was the newest', async () => {
    const kept: { at: number; projects: [string, Row][]; disclosures: [string, Row][] }[] = [];
    const keep = async () =>
      kept.push({ at: await head(), projects: await now('projects'), disclosures: await now('disclosures') });
    await keep();
    const project = await one(
      `select project_id as slug from public.projects where lat is not null order by slug limit 1`
    );
    await hub.sql.query(`select private.apply_project($1, true)`, [
      {
        project_id: project,
        name: '改了名的小区',
        milestones: { completion_filing: { reached: '2026-11-20' } }
      }
    ]);
    await hub.sql.query('select public.sweep_disclosures(100)');
    await keep();
    // the next day that is one of work: tomorrow may be free already
    await hub.sql.query(
      `insert into public.calendar_days (day, source, works, name, basis)
       values (private.add_days(private.today(), 1, 'working'), 'officer', false, '调休', '通知')`
    );
    await hub.sql.query('select public.sweep_disclosures(100)');
    await keep();
    await hub.sql.query(`update public.projects set pilot = not pilot where project_id = $1`, [project]);
    await keep();
    // each step changed something, or the comparison below proves nothing
    expect(new Set(kept.map(({ at }) => at)).size).toBe(kept.length);
    for (const { at, projects, disclosures } of kept) {
      expect((await open.past('projects', at)).rows, String(at)).toEqual(projects);
      expect((await open.past('disclosures', at)).rows, String(at)).toEqual(disclosures);
    }
    const [first] = kept;
    const some = await open.past('disclosures', first?.at ?? 0, {
      filters: { city: '420100', status: 'published' },
      page_size: 3
    });
    expect(some.rows).toHaveLength(3);
    expect(
      some.rows.every(
        ([, { division_code: code, status }]) =>
          z.string().parse(code).startsWith('4201') && status === 'published'
      )
    ).toBe(true);
    const next = await open.past('disclosures', first?.at ?? 0, {
      filters: { city: '420100', status: 'published' },
      after: some.next
    });
    expect(next.rows.every(([key]) => key > (some.next ?? ''))).toBe(true);
    expect((await open.past('projects', 0)).rows).toEqual([]);
  });

  it('is refused with words where it is not kept', async () => {
    const refused = async (args: object) =>
      (await hub.visitor.rpc('open_rows_at', { dataset: 'projects', at: 1, ...args })).error;
    expect(await refused({ at: 1_000_000 })).toMatchObject({
      message: 'past_is_ahead',
      details: String(await head())
    });
    expect(await refused({ dataset: 'complaints' })).toMatchObject({ message: 'dataset_keeps_no_past' });
    expect(await refused({ dataset: 'nothing' })).toMatchObject({ message: 'unknown_dataset' });
    expect(await refused({ filters: { q: 'x' } })).toMatchObject({ message: 'filter_not_of_past' });
    await hub.sql.query(`update private.settings set value = '5' where name = 'open_versions_from'`);
    expect(await refused({ at: 4 })).toMatchObject({ message: 'past_not_kept', details: '5' });
    await hub.sql.query(`update private.settings set value = '0' where name = 'open_versions_from'`);
  });
});

describe('what is taken back', () => {
  it('of a complaint: words of a stub, place and days of a coarse one, all of a private one', async () => {
    const complaint = await one(
      `select slug from public.complaints where visibility = 'public' and project_id is not null and state = 'investigating' order by slug limit 1`
    );
    const project = await one(
      `select p.slug from public.complaints c join public.projects p using (project_id) where c.slug = '${complaint}'`
    );
    await hub.sql.query(`update public.complaints set public_text = '画眉鸟的原话' where slug = $1`, [
      complaint
    ]);
    expect(await everything()).toContain('画眉鸟的原话');
    await hub.sql.query(
      `update public.complaints set visibility = 'stub', coarse_place = true, coarse_time = true where slug = $1`,
      [complaint]
    );
    expect(await everything()).not.toContain('画眉鸟的原话');
    const stub = await open.record('complaints', complaint);
    expect(stub.row).toMatchObject({
      visibility: 'stub',
      project: null,
      title: null,
      text: null,
      lat: null,
      lng: null,
      due_on: null
    });
    expect(stub.row?.filed_on).toMatch(/^\d{4}-\d{2}$/);
    expect(
      [...(await open.all('deadlines', { filters: { subject: 'complaint' } })).keys()].filter((key) =>
        key.includes(complaint)
      )
    ).toEqual([]);
    const ofProject = await open.all('complaints', { filters: { project } });
    expect([...ofProject.keys()]).not.toContain(complaint);
    const { entries } = await open.entries(0);
    const about = entries.filter(({ facts }) => facts.complaint === complaint);
    expect(about.some(({ withheld }) => withheld)).toBe(true);
    expect(
      about.filter(({ facts }) => facts.slug === project || 'title' in facts || 'due_on' in facts)
    ).toEqual([]);
    // the entry that told it last says that less is told
    const last = (await open.changes((await head()) - 1)).changes.find(({ id }) => id === complaint);
    expect(last).toMatchObject({ dataset: 'complaints', row: stub.row });

    await hub.sql.query(
      `update public.complaints set visibility = 'private', private_reason = '不宜公开' where slug = $1`,
      [complaint]
    );
    expect(await open.record('complaints', complaint)).toMatchObject({ row: null, removed_at: await head() });
    const gone = (await open.changes((await head()) - 1)).changes.find(
      ({ dataset }) => dataset === 'complaints'
    );
    expect(gone).toMatchObject({ id: complaint, row: null });
  });

  it('of a finding that is withheld, with what was to be put right', async () => {
    const finding = await one(
      `select f.slug from public.findings f join public.rectifications r using (finding_id) where f.published_at is not null and f.state = 'published' order by 1 limit 1`
    );
    const words = '黄鹂的原话';
    await hub.sql.query('alter table public.finding_items disable trigger user');
    await hub.sql.query(
      `update public.finding_items x set note = $2 from public.findings f where f.finding_id = x.finding_id and f.slug = $1`,
      [finding, words]
    );
    await hub.sql.query('alter table public.finding_items enable trigger user');
    expect(await everything()).toContain(words);
    await hub.sql.query(
      `update public.findings set state_before = state, state = 'withheld', withheld_ground = 'third_party', withheld_reason = '照片中有邻户', withheld_until = private.today() + 9 where slug = $1`,
      [finding]
    );
    expect(await everything()).not.toContain(words);
    const about = (await open.entries(0)).entries.filter(({ facts }) => facts.finding === finding);
    expect(about.filter(({ facts }) => 'lines' in facts || 'items' in facts).map(({ kind }) => kind)).toEqual(
      ['finding.withheld']
    );
    expect(await open.record('findings', finding)).toMatchObject({ row: null, removed_at: await head() });
    expect(await open.record('rectifications', `${finding}.1`)).toMatchObject({
      row: null,
      removed_at: await head()
    });
  });

  it('of a version that the bureau withdrew: its facts now and then, and its documents', async () => {
    const before = await head();
    const disclosure = await one(
      `select d.slug from public.disclosures d join public.disclosure_documents x on x.disclosure_id = d.disclosure_id and x.version = d.version where d.state = 'published' and d.due_on is not null order by 1 limit 1`
    );
    await hub.sql.query(`alter table public.disclosure_versions disable trigger user`);
    await hub.sql.query(
      `update public.disclosure_versions v set note = '鹧鸪' from public.disclosures d where d.disclosure_id = v.disclosure_id and d.version = v.version and d.slug = $1`,
      [disclosure]
    );
    await hub.sql.query(`update public.disclosures set due_on = due_on + 1 where slug = $1`, [disclosure]);
    const shown = await head();
    const key = (await open.record('disclosures', disclosure)).key ?? '';
    const then = async (at: number) => new Map((await open.past('disclosures', at)).rows).get(key);
    expect(await then(shown)).toMatchObject({ note: '鹧鸪', status: 'published' });
    const [document] = [
      ...(await open.all('documents', { filters: { disclosure, current: 'yes' } })).values()
    ];
    await hub.sql.query(
      `with d as (update public.disclosures x set state = 'withdrawn', status = 'withdrawn', withdrawn_version = x.version, version = null, withdrawn_reason = '内容有误', withdrawn_at = private.now(),
           withdrawn_by = (select o.organization_id from public.organizations o where o.kind = 'bureau' limit 1)
         where x.slug = $1 returning x.*)
       select private.append_disclosure(d, 'withdrawn', '{}', d.withdrawn_version) from d`,
      [disclosure]
    );
    await hub.sql.query(
      `update public.disclosure_versions v set state = 'withdrawn' from public.disclosures d where d.disclosure_id = v.disclosure_id and v.version = d.withdrawn_version and d.slug = $1`,
      [disclosure]
    );
    await hub.sql.query(`alter table public.disclosure_versions enable trigger user`);
    expect(await everything()).not.toContain('鹧鸪');
    expect(await then(shown)).toMatchObject({ note: null, facts: null, status: 'published' });
    expect(await then(before)).toMatchObject({ facts: null });
    expect(await open.record('documents', z.string().parse(document?.id))).toMatchObject({
      row: null,
      removed_at: await head()
    });
  });

  it('nobody reads how rows were but through the function that knows what was taken back', async () => {
    expect((await hub.visitor.from('open_versions').select('*')).error).not.toBeNull();
    expect((await hub.visitor.schema('private').from('open_versions').select('*')).error).not.toBeNull();
  });
});
