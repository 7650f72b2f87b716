import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

/** Plans are kept, and those of an empty hub must not stand while its first thousands of works come in. */
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

it('of many works into an empty hub reads what was kept along indexes, however many came before', async () => {
  await hub.sql.query('analyze private.open_versions');
  await hub.sql.query('analyze public.journal');
  await hub.sql.query(
    `insert into public.projects (slug, permit_no, name, division_code, housing_type, floor_area_m2, unit_count, building_count, stage)
     select 'first' || i, '420106' || '20260101' || lpad(i::text, 2, '0') || '01', '首批' || i || '期', '420106', 'commodity', 5000, 20, 1, 'construction'
     from generate_series(10, 60) i`
  );
  const [row] = await hub.sql.transaction(async (tx) => {
    const append = (kind: string) =>
      tx.query(
        `select count(*) from (select private.append_journal($1, 'project', p.project_id::text,
           jsonb_build_object('slug', p.slug, 'name', p.name), p.project_id, '{}', p.division_code) from public.projects p) appended`,
        [kind]
      );
    // a column that is told, without a word: the entry is written by a trigger
    await append('project.registered');
    await tx.query(`update public.projects set pilot = true`);
    await tx.query('set constraints all immediate');
    return tx.query(
      `select sum(seq_scan)::int as scans from pg_stat_xact_all_tables where relname in ('open_versions', 'journal')`
    );
  });
  // one for an entry or a work would be a hundred
  expect(Number(row?.scans)).toBeLessThan(5);
  const kept = await hub.sql.query(`select count(distinct key)::int as n from private.open_versions`);
  expect(kept).toEqual([{ n: 51 }]);
});
