import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { datasets, openData, row, type Row } from '#tests/support/open-data.ts';

/** Rows of open data against what the pages tell everyone. */
let hub: TestHub;
let open: ReturnType<typeof openData>;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  open = openData(hub.visitor);
});
afterAll(() => hub.close());

const told = async (name: string, args: object) => unwrap(await hub.visitor.rpc(name, args), row.nullable());
const page = async (name: string, slug: unknown) => row.parse(await told(name, { slug }));
const text = (value: unknown) => z.string().parse(value);
const part = (value: unknown) => row.parse(value);
const list = (value: unknown) => z.array(row).parse(value);
const all = async (dataset: string) => [...(await open.all(dataset)).values()];

describe('rows are what the pages tell', () => {
  it('of projects, with their parties and milestones', async () => {
    const [parties, milestones] = [await all('parties'), await all('milestones')];
    for (const one of (await all('projects')).slice(0, 12)) {
      const shown = await page('project_page', one.id);
      for (const name of [
        'name',
        'permit_no',
        'stage',
        'housing_type',
        'lat',
        'lng',
        'version',
        'demo',
        'registered_at',
        'location_quality'
      ])
        expect(one[name], name).toEqual(shown[name]);
      expect(
        parties
          .filter(({ project }) => project === one.id)
          .map(
            ({ role, leader_name, organization_name }) =>
              `${text(role)} ${text(organization_name)} ${text(leader_name)}`
          )
          .toSorted()
      ).toEqual(
        list(shown.parties)
          .map(({ role, leader, name }) => `${text(role)} ${text(name)} ${text(leader)}`)
          .toSorted()
      );
      const days = list(shown.milestones).filter(({ planned_on, reached_on }) => planned_on ?? reached_on);
      expect(milestones.filter(({ project }) => project === one.id)).toHaveLength(days.length);
    }
  });

  it('of disclosures and their documents', async () => {
    const documents = await all('documents');
    const found = await all('disclosures');
    expect(new Set(found.map(({ status }) => status))).toEqual(
      new Set(['due', 'overdue', 'published', 'withdrawn', 'withheld'])
    );
    const some = found.filter(({ status }, n) => status !== 'published' || n % 8 === 0);
    for (const one of some) {
      const shown = await page('disclosure_page', one.id);
      for (const name of ['status', 'due_on', 'days_late', 'version', 'first_published_at', 'item'])
        expect(one[name], name).toEqual(shown[name]);
      const now = list(shown.versions).find(
        ({ version, state }) => version === one.version && state === 'published'
      );
      expect(one.facts).toEqual(now?.facts ?? null);
      expect(one.content_hash).toEqual(now?.content_hash ?? null);
      expect(one.withheld_reason).toEqual(shown.withheld === null ? null : part(shown.withheld).reason);
      // a version that was withdrawn has no documents any more
      const files = list(shown.versions).flatMap(({ version, documents: shownFiles }) =>
        shownFiles ? list(shownFiles).map(({ sha256 }) => `${text(sha256)} ${String(version)}`) : []
      );
      expect(
        documents
          .filter(({ disclosure }) => disclosure === one.id)
          .map(({ sha256, version }) => `${text(sha256)} ${String(version)}`)
          .toSorted()
      ).toEqual(files.toSorted());
    }
  });

  it('of open days and who came', async () => {
    const visits = await all('visits');
    for (const one of await all('open_days')) {
      const shown = await page('open_day_page', one.id);
      expect([one.title, one.starts_at, one.due_on, one.announced_at]).toEqual([
        shown.title,
        shown.starts_at,
        shown.due_on,
        shown.announced_at
      ]);
      const came = z.record(z.string(), z.number()).parse(shown.attended);
      const counted = visits
        .filter(({ open_day, visits: n }) => open_day === one.id && n !== 0)
        .map(({ category, visits: n }) => [category, n]);
      expect(Object.fromEntries(counted)).toEqual(one.status === 'held' ? came : {});
    }
  });

  it('of findings and of putting right', async () => {
    const fixes = await all('rectifications');
    const found = await all('findings');
    expect(found.length).toBeGreaterThan(3);
    for (const one of found) {
      const shown = await page('finding_page', one.id);
      for (const name of ['number', 'outcome', 'differs', 'published_at', 'headline', 'reply_at', 'urgent'])
        expect(one[name], name).toEqual(shown[name]);
      expect(one.reply).toEqual(shown.reply_text);
      const lines = list(shown.line_list);
      expect(list(one.items).map(({ verdict, decision, note }) => [verdict, decision, note])).toEqual(
        lines.map(({ verdict, decision, note }) => [verdict, decision, note])
      );
      const toFix = lines
        .filter(({ rectification }) => rectification !== null)
        .map(({ position, rectification }) => [
          position,
          part(rectification).state,
          part(rectification).due_on
        ]);
      expect(
        fixes
          .filter(({ finding }) => finding === one.id)
          .map(({ position, state, due_on }) => [position, state, due_on])
      ).toEqual(toFix);
    }
  });

  it('of complaints, exactly as far as each page goes', async () => {
    const found = await all('complaints');
    expect(new Set(found.map(({ visibility }) => visibility))).toEqual(new Set(['public', 'stub']));
    for (const one of found) {
      const shown = await page('complaint_page', one.id);
      expect([one.visibility, one.filed_on, one.accepted_on, one.replied_on]).toEqual([
        shown.as,
        shown.filed,
        shown.accepted,
        shown.replied
      ]);
      for (const name of [
        'number',
        'state',
        'category',
        'title',
        'text',
        'reply',
        'due_on',
        'fix_by',
        'outcome',
        'result',
        'joined',
        'extended_days',
        'close_reason',
        'reopened'
      ])
        expect(one[name], name).toEqual(shown[name]);
      expect(one.project).toEqual(shown.project === null ? null : part(shown.project).slug);
    }
    const total = unwrap(await hub.visitor.rpc('browse_complaints', {}), z.object({ total: z.number() }));
    expect(found).toHaveLength(total.total);
  });

  it('of deadlines, one that is late for each item that is', async () => {
    const late = (await all('deadlines')).filter(({ status }) => status === 'overdue');
    const overdue = (await all('disclosures')).filter(({ status }) => status === 'overdue');
    expect(
      late
        .filter(({ subject }) => subject === 'disclosure')
        .map(({ subject_id }) => subject_id)
        .toSorted()
    ).toEqual(overdue.map(({ id }) => id).toSorted());
    for (const { met_on, due_on, days_late, status } of await all('deadlines')) {
      expect(days_late === null).toBe(met_on === null);
      expect(['met', 'late'].includes(text(status))).toBe(met_on !== null);
      if (met_on !== null) expect(status).toBe(text(met_on) > text(due_on) ? 'late' : 'met');
    }
  });
});

describe('pages', () => {
  it.each(datasets)('%s: each size walks the same rows, in the order of bytes', async (dataset) => {
    const whole = await open.all(dataset);
    expect(whole.size).toBeGreaterThan(5);
    const keys = [...whole.keys()];
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(await open.all(dataset, {}, Math.ceil(whole.size / 7))).toEqual(whole);
    expect(await open.count(dataset)).toBe(whole.size);
    const wanted = keys.filter((_, n) => n % 5 === 0);
    const { rows, next } = await open.page(dataset, {
      keys: [
        ...wanted,
        'ffffffff-ffff-4fff-8fff-ffffffffffff/9999/ffffffff-ffff-4fff-8fff-ffffffffffff'
      ].slice(0, -1)
    });
    expect(next).toBeNull();
    expect(rows.map(([key]) => key)).toEqual(wanted);
    // every column always, in each row
    const columns = new Set([...whole.values()].map((one) => Object.keys(one).toSorted().join()));
    expect(columns.size).toBe(1);
    for (const key of wanted.slice(0, 3)) {
      const one = whole.get(key);
      expect(await open.record(dataset, text(one?.id))).toMatchObject({ key, row: one, removed_at: null });
    }
  });

  it.each<[string, object, (one: Row) => boolean]>([
    ['projects', { city: '420100' }, ({ division_code: code }) => text(code).startsWith('4201')],
    [
      'projects',
      { pilot: 'yes', stage: 'construction' },
      ({ pilot, stage }) => pilot === true && stage === 'construction'
    ],
    ['parties', { role: 'developer' }, ({ role }) => role === 'developer'],
    [
      'milestones',
      { kind: 'permit', state: 'reached' },
      ({ kind, reached_on }) => kind === 'permit' && reached_on !== null
    ],
    ['disclosures', { status: 'overdue' }, ({ status }) => status === 'overdue'],
    [
      'disclosures',
      { status: 'late', city: '420100' },
      ({ status, days_late, division_code: code }) =>
        status === 'published' && Number(days_late) > 0 && text(code).startsWith('4201')
    ],
    ['open_days', { status: 'held' }, ({ status }) => status === 'held'],
    ['findings', { outcome: 'substantiated' }, ({ outcome }) => outcome === 'substantiated'],
    ['rectifications', { overdue: true }, ({ overdue }) => overdue === true],
    [
      'complaints',
      { group: 'ended' },
      ({ state }) => ['closed', 'not_accepted', 'withdrawn', 'final', 'review_decided'].includes(text(state))
    ],
    [
      'deadlines',
      { status: 'overdue', subject: 'disclosure' },
      ({ status, subject }) => status === 'overdue' && subject === 'disclosure'
    ],
    ['divisions', { level: 'prefecture' }, ({ level }) => level === 'prefecture'],
    ['catalogue', { stage: 'completion' }, ({ stage }) => stage === 'completion']
  ])('%s with %o: those and no others', async (dataset, filters, fits) => {
    const whole = [...(await open.all(dataset)).values()];
    const some = [...(await open.all(dataset, { filters }, 3)).values()];
    expect(some.length).toBeGreaterThan(0);
    expect(some).toEqual(whole.filter(fits));
  });

  it('of one project, in each data set that has projects', async () => {
    const { rows } = await open.page('projects', { page_size: 1 });
    const project = rows[0]?.[1].id;
    for (const dataset of datasets.filter((one) => !['projects', 'divisions', 'catalogue'].includes(one)))
      expect([...(await open.all(dataset, { filters: { project } })).values()], dataset).toEqual(
        (await all(dataset)).filter((one) => one.project === project)
      );
    expect((await open.page('parties', { filters: { project: 'nobody' } })).rows).toEqual([]);
  });

  it('refuses what it does not know', async () => {
    const refused = async (name: string, args: object) => (await hub.visitor.rpc(name, args)).error;
    expect(await refused('open_rows', { dataset: 'people' })).toMatchObject({
      code: 'P0002',
      message: 'unknown_dataset'
    });
    expect(await refused('open_record', { dataset: 'auth.users', id: 'x' })).toMatchObject({ code: 'P0002' });
    expect(await refused('open_rows', { dataset: 'projects', after: "x' or true" })).toMatchObject({
      code: '22P02'
    });
    expect(await refused('open_rows', { dataset: 'projects', filters: [] })).toMatchObject({
      code: '22P02',
      message: 'invalid'
    });
    expect(await refused('open_rows', { dataset: 'parties', filters: { stage: 'x' } })).toMatchObject({
      message: 'unknown_filter',
      details: 'stage'
    });
    expect(await open.record('projects', 'nobody')).toMatchObject({ row: null, removed_at: null });
    expect(await open.record('documents', 'a.b.c')).toMatchObject({ row: null, removed_at: null });
  });
});

it('entries are leaves that anyone can make again, unless what they say is withheld', async () => {
  const { entries, head } = await open.entries(0);
  expect(entries).toHaveLength(head);
  const rows = await hub.sql.query(
    `select e ->> 'seq' as seq, encode(sha256('\\x00'::bytea || convert_to(private.canonical_json(e - array['leaf_hash', 'withheld']), 'UTF8')), 'hex') = e ->> 'leaf_hash' as same,
       (e ->> 'withheld')::boolean as withheld from jsonb_array_elements(public.open_entries(0, 5000) -> 'entries') e`
  );
  expect(rows.filter(({ same, withheld }) => same === withheld)).toEqual([]);
  expect(rows.some(({ withheld }) => withheld)).toBe(true);
});
