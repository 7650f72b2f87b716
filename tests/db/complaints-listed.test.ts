import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openPublicComplaints, type PublicComplaints } from '#tests/support/complaints-public.ts';

/** What lists count, and that neither they nor map, sums and programs tell more or otherwise than the page of a complaint. */

let c: PublicComplaints;
beforeAll(async () => {
  c = await openPublicComplaints();
  await c.goTo(null);
  const { slug } = await c.published({}, '屋面渗漏');
  await c.answered(slug);
  await c.closed(slug);
  await c.published({ category: 'cracks' }, '楼板裂缝');
  const coarse = await c.published({ coarse_place: true, coarse_time: true }, '卫生间返水');
  await c.step(c.intake, coarse.slug, 'accept');
  await c.step(c.province, coarse.slug, 'supervise', { reason: '多户反映，督办' });
  const gone = await c.published({}, '后来不公开的标题');
  await c.step(c.intake, gone.slug, 'keep_private', { reason: '涉及投诉人隐私' });
  await c.file();
  await c.file({ public: false });
});
afterAll(() => c.hub.close());

const journalOf = z.object({ entries: z.array(z.looseObject({ kind: z.string() })) });
const asked = z.array(
  z.object({
    notes: z.array(z.object({ event: z.string() })),
    extended_attributes: z.looseObject({ slug: z.string() })
  })
);

describe('words in the list', () => {
  it.each([
    ['渗漏', ['屋面渗漏']],
    ['漏', ['屋面渗漏']],
    ['屋面渗漏', ['屋面渗漏']],
    ['面漏', []],
    ['后来不公开', []],
    ['%', []]
  ])('%s is found where it stands', async (q, titles) => {
    const { rows, total } = await c.list({ q });
    const expected = titles.toSorted();
    expect(rows.map(({ title }) => title).toSorted()).toEqual(expected);
    expect(total).toBe(titles.length);
  });

  it('of the work find what is about it, but for the one whose place is not told', async () => {
    const [work] = await c.hub.sql.query('select name from public.projects where project_id = $1', [
      c.project_id
    ]);
    const { rows, total } = await c.list({ q: String(work?.name) });
    expect(rows.map(({ title }) => title)).toEqual(expect.arrayContaining(['屋面渗漏', '楼板裂缝']));
    expect(rows.map(({ title }) => title)).not.toContain('卫生间返水');
    expect(total).toBe(rows.length);
  });

  it('are looked for by an index, each in its own way', async () => {
    const plan = await c.hub.sql.transaction(async ({ query, script }) => {
      await script('set local enable_seqscan = off');
      const lines = await query(`explain select m.slug from private.matching_complaints('{"q": "渗漏"}') m`);
      return lines.map((line) => String(line['QUERY PLAN'])).join('\n');
    });
    for (const index of ['complaints_public_words_idx', 'complaints_number_key'])
      expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan on complaints|complaints_public_idx/);
  });
});

describe('the counts of the list', () => {
  it('come out of a ledger and are those of the rows, whatever the list is narrowed by', async () => {
    const cases = [
      ...[{}, { city: '420100' }, { district: '420102' }, { division: '420000' }, { category: 'cracks' }],
      ...[{ city: '420600' }, { outcome: 'substantiated' }, { supervised: true }, { overdue: false }],
      ...[
        { group: 'ended', category: 'seepage' },
        { overdue: true },
        { q: '渗漏' },
        { q: null, city: '420100' }
      ]
    ];
    for (const folded of [false, true]) {
      if (folded) await c.hub.sql.query('select private.fold_complaint_counts()');
      for (const filters of cases) {
        const [row] = await c.hub.sql.query(
          `select (select coalesce(jsonb_object_agg(n.stage, n.n), '{}') from private.count_listed_complaints($1::jsonb) n) as told,
             (select coalesce(jsonb_object_agg(x.stage, x.n), '{}') from (select private.complaint_group(m.queue) as stage, count(*) as n
               from private.matching_complaints($1::jsonb) m group by 1) x) as counted`,
          [JSON.stringify(filters)]
        );
        expect([filters, row?.told]).toEqual([filters, row?.counted]);
      }
    }
    expect((await c.list()).groups).toEqual({ open: 2, ended: 1 });
    expect(await c.hub.sql.query('select 1 from private.complaint_moves')).toEqual([]);
  });
});

describe('a reply after which a complaint is dealt with again', () => {
  it('is told neither on the map nor in sums, nor by the entry that publishes the complaint anew', async () => {
    const { slug } = await c.published({}, '还在渗漏');
    const before = await c.ofProject();
    const onMap = async () => (await c.map()).points.find((point) => point.slug === slug);
    await c.answered(slug);
    expect(await onMap()).toMatchObject({ outcome: 'substantiated', result: 'fixed' });
    const sums = ({ answered, verified, fixed }: typeof before) => [answered, verified, fixed];
    expect(sums(await c.ofProject())).toEqual(sums(before).map((n) => n + 1));
    await c.byPerson(slug, 'reopen', { text: '又漏了' });
    expect(await onMap()).toMatchObject({ outcome: null, result: null });
    expect(sums(await c.ofProject())).toEqual(sums(before));
    await c.step(c.intake, slug, 'publish', c.words('渗漏，改过的话'));
    const { entries } = journalOf.parse(await c.journal());
    const last = entries.find((entry) => JSON.stringify(entry).includes('改过的话'));
    expect(last?.kind).toBe('complaint.published');
    expect(JSON.stringify(last)).not.toContain('substantiated');
  });
});

describe('how many others joined', () => {
  it('is told to programs from five on, and not by their notes', async () => {
    const { slug } = await c.published({}, '电梯厅渗水');
    async function byProgram() {
      const rows = asked.parse(
        await c.anyone('open311_requests', { jurisdiction: '420100', extended: true })
      );
      const found = rows.find(({ extended_attributes }) => extended_attributes.slug === slug);
      expect(found?.notes.map(({ event }) => event)).not.toContain('joined');
      return found?.extended_attributes.joined;
    }
    expect(await byProgram()).toBe(0);
    for (let i = 0; i < 4; i += 1) await c.file({ join: slug });
    expect(await byProgram()).toBeNull();
    await c.file({ join: slug });
    expect(await byProgram()).toBe(5);
  });
});
