import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { entries, type Entry } from '#lib/journal/entry.ts';
import { read } from '#lib/journal/journal.server.ts';
import { openTestHub, organization, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const divisionCodes = ['420106', '420111', '420502', '429004'];
let serial = 0;

/** Facts of a project that is not there yet. */
function facts(more: Record<string, unknown> = {}): Record<string, unknown> {
  serial += 1;
  return {
    permit_no: `42010620260301${String(serial).padStart(4, '0')}`,
    name: `项目 ${serial}`,
    division_code: divisionCodes[serial % divisionCodes.length],
    housing_type: 'commodity',
    ...more
  };
}

const saved = z.object({ project_id: z.string(), slug: z.string() });

async function save(given: Record<string, unknown>): Promise<z.infer<typeof saved>> {
  const { data, error } = await hub.service.rpc('save_project', { facts: given });
  if (error) throw new Error(`${error.code} ${error.message}`);
  return saved.parse(data);
}

async function everything(): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let before: number | null = null; ;) {
    const page = await read(hub.visitor, {}, before, 200);
    all.push(...page.entries);
    if (!page.more) return all;
    before = all.at(-1)?.seq ?? null;
  }
}

describe('order', () => {
  it('counts without a gap in the order of commits while a hundred write at once', async () => {
    const before = (await everything()).length;
    const state = { writing: true };
    const gaps: unknown[] = [];
    const looks = (async () => {
      let looked = 0;
      while (state.writing) {
        // an entry committed after one with a higher number would be missing from what is seen here
        const [seen] = await hub.sql.query(
          'select count(*)::int as n, coalesce(max(seq), 0)::int as head from public.journal'
        );
        if (seen?.n !== seen?.head) gaps.push(seen);
        looked += 1;
      }
      return looked;
    })();
    const written = await Promise.all(Array.from({ length: 100 }, () => save(facts())));
    state.writing = false;
    expect(await looks).toBeGreaterThan(1);
    expect(gaps).toEqual([]);

    const all = await everything();
    expect(all).toHaveLength(before + 100);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => all.length - i));
    const told = new Set(all.map(({ project_id }) => project_id));
    expect(written.filter(({ project_id }) => !told.has(project_id))).toEqual([]);
  });

  it('hides what is not committed, and a transaction that fails leaves no gap', async () => {
    const head = (await everything())[0]?.seq ?? 0;
    const failing = hub.sql.script(`
      select private.append_journal('test.failed', 'test', '1', '{"name": "x"}');
      select 1 / 0;`);
    await expect(failing).rejects.toThrow();
    expect((await everything())[0]?.seq ?? 0).toBe(head);
    await save(facts());
    expect((await everything())[0]?.seq).toBe(head + 1);
  });
});

describe('append only', () => {
  const statements = [
    `update public.journal set facts = '{}' where seq = 1`,
    'delete from public.journal where seq = 1',
    'truncate public.journal'
  ];

  it.each(statements)('the owner of the database cannot: %s', async (statement) => {
    const count = async () =>
      (await hub.sql.query('select count(*)::int as n, min(seq)::int as first from public.journal'))[0];
    const before = await count();
    await expect(hub.sql.query(statement)).rejects.toThrow(/append_only/);
    expect(await count()).toEqual(before);
  });

  it('neither can the service role, nor a visitor', async () => {
    const before = await everything();
    const attempts = (client: TestHub['service']) => [
      client.from('journal').update({ facts: {} }).eq('seq', 1).select(),
      client.from('journal').delete().eq('seq', 1).select(),
      client.from('journal').upsert({ seq: 1, kind: 'a.b' }).select()
    ];
    for (const attempt of attempts(hub.service)) expect((await attempt).error).not.toBeNull();
    // row level security shows a visitor no row that could be changed, which is no error
    for (const attempt of attempts(hub.visitor)) expect((await attempt).data ?? []).toEqual([]);
    await expect(hub.sql.script('set local role service_role; truncate public.journal;')).rejects.toThrow();
    expect(await everything()).toEqual(before);
    expect(before.at(-1)).toMatchObject({ seq: 1, kind: 'project.registered' });
  });
});

describe('what is told of a project', () => {
  const own = async (project_id: string) => (await read(hub.visitor, { project_id })).entries.reverse();
  /** Without what is owed from then on, which is an entry of its own. */
  const steps = async (project_id: string) =>
    (await own(project_id)).filter(({ kind }) => kind !== 'disclosure.scheduled');

  it('a reached milestone with its plan, another day as its correction, and one taken back', async () => {
    const { project_id } = await save(facts({ milestones: { fire_acceptance: { planned: '2026-05-01' } } }));
    await save({ project_id, milestones: { fire_acceptance: { reached: '2026-05-03' } } });
    await save({ project_id, milestones: { fire_acceptance: { reached: '2026-05-04' } } });
    await save({ project_id, milestones: { fire_acceptance: { reached: null } } });
    const [registered, first, corrected, back, ...rest] = await steps(project_id);
    expect(rest).toEqual([]);
    expect(registered?.kind).toBe('project.registered');
    expect(first).toMatchObject({
      kind: 'milestone.reached',
      supersedes: null,
      occurred_at: '2026-05-03T04:00:00.000Z',
      facts: { milestone: 'fire_acceptance', reached_on: '2026-05-03', planned_on: '2026-05-01' }
    });
    expect(corrected).toMatchObject({ kind: 'milestone.reached', supersedes: first?.seq });
    expect(back).toMatchObject({
      kind: 'project.updated',
      facts: { changes: { 'milestones.fire_acceptance': { from: { reached: '2026-05-04' } } } }
    });
  });

  it('a new milestone that was never planned once, not twice', async () => {
    const { project_id } = await save(facts());
    await save({ project_id, milestones: { permit: { reached: '2026-05-03' } } });
    expect((await own(project_id)).map(({ kind }) => kind)).toEqual([
      'project.registered',
      'milestone.reached',
      'disclosure.scheduled'
    ]);
  });

  it('nothing when nothing changed', async () => {
    const { project_id } = await save(facts({ name: '不变' }));
    await save({ project_id, name: '不变' });
    expect(await own(project_id)).toHaveLength(1);
  });
});

describe('scopes', () => {
  it('give what a naive filter over everything gives, page by page', async () => {
    const company = await organization(hub, { kind: 'company', name: '乙公司' });
    for (let i = 0; i < 12; i += 1) {
      const { project_id } = await save(
        facts(i % 3 === 0 ? { parties: { contractor: { name: '乙公司' } } } : {})
      );
      if (i % 2 === 0) await save({ project_id, milestones: { permit: { reached: '2026-04-05' } } });
      if (i % 4 === 0) await save({ project_id, fit_out: 'shell' });
    }
    const all = await everything();
    const rows = await hub.sql.query(
      'select seq::int as seq, organization_ids::text[] as ids from public.journal'
    );
    const concerns = new Map(rows.map((one) => [one.seq, z.array(z.string()).parse(one.ids)]));
    const project = all.find(({ kind }) => kind === 'project.updated')?.project_id ?? '';
    const starts = (prefix: string) => (one: Entry) => one.division_code?.startsWith(prefix) ?? false;
    const cases: [Record<string, string>, (one: Entry) => boolean][] = [
      [{}, () => true],
      [{ division_code: '420000' }, starts('42')],
      [{ division_code: '420100' }, starts('4201')],
      [{ division_code: '420106' }, starts('420106')],
      [{ division_code: '429004' }, starts('429004')],
      [{ organization_id: company }, ({ seq }) => concerns.get(seq)?.includes(company) ?? false],
      [{ kind: 'milestone.reached' }, ({ kind }) => kind === 'milestone.reached'],
      [{ project_id: project }, ({ project_id }) => project_id === project],
      [
        { kind: 'project.registered', division_code: '420500' },
        (one) => one.kind === 'project.registered' && starts('4205')(one)
      ]
    ];
    for (const [scope, holds] of cases) {
      const expected = all.filter(holds);
      expect(expected.length).toBeGreaterThan(0);
      for (const before of [null, all[3]?.seq ?? 0, expected[1]?.seq ?? 0, 1]) {
        const { data } = await hub.visitor.rpc('read_journal', { scope, before, page_size: 7 });
        const found = entries.parse(data);
        const wanted = expected.filter(({ seq }) => before === null || seq < before);
        expect(found.entries).toEqual(wanted.slice(0, 7));
        expect(found.more).toBe(wanted.length > 7);
      }
    }
  });

  it('read no more than they show, however long the journal is and whatever came first', async () => {
    const append = (n: number, division: string, kind: string) =>
      hub.sql.query(
        `select count(*) from (select private.append_journal($1, 'project', i::text, '{}', division_code => $2)
         from generate_series(1, ${String(n)}) as i) appended`,
        [kind, division]
      );
    await append(20, '421381', 'project.registered');
    await append(300, '420106', 'thing.changed');
    await append(3000, '420602', 'project.updated');
    await hub.sql.query('analyze public.journal');
    const looked = `(select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int
      from pg_stat_xact_user_tables where relid = 'public.journal'::regclass)`;
    for (const scope of [
      {},
      { division_code: '420000' },
      { division_code: '421300' },
      { division_code: '421381' },
      { division_code: '420600', kind: 'project.updated' },
      { kind: 'thing.changed' },
      { organization_id: '018f0000-0000-7000-8000-000000000000' }
    ]) {
      const [row] = await hub.sql.query(
        `select ${looked} as before, public.read_journal($1::jsonb, null, 7), ${looked} as after`,
        [JSON.stringify(scope)]
      );
      const rows = Number(row?.after) - Number(row?.before);
      expect(rows, JSON.stringify(scope)).toBeLessThan(40);
    }
  });
});
